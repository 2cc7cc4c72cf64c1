package io.github.ecsmonitoring.exporter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the test jar as a process, as other modules do. */
@Timeout(120)
class EmulatorMainTest {
    private static final Path JAR = Path.of("target/node-exporter-tests.jar");

    @Test
    void printsItsAddressAndExitsAtTheEndOfStdin() throws Exception {
        Process emulator = start("--scenario=ec2-bridge");
        try (BufferedReader out = emulator.inputReader()) {
            String line = out.readLine();
            assertThat(line).matches("listening on http://127\\.0\\.0\\.1:\\d+/v4/[0-9a-f]{64}");
            assertThat(TestClient.get(line.substring("listening on ".length()) + "/task")
                            .body())
                    .contains("\"Family\":\"catalogue\"");
            emulator.getOutputStream().close();
            assertThat(emulator.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(emulator.exitValue()).isZero();
            assertThat(out.readLine()).isNull();
        } finally {
            emulator.destroyForcibly();
        }
    }

    @Test
    void exitsAfterStopAfterSeconds() throws Exception {
        Process emulator = start("--stop-after=1");
        try {
            assertThat(emulator.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(emulator.exitValue()).isZero();
        } finally {
            emulator.destroyForcibly();
        }
    }

    @Test
    void printsItsFlags() throws Exception {
        Process emulator = start("--help");
        assertThat(new String(emulator.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("usage: task-metadata-emulator [<flags>]\n")
                .contains(
                        "  --scenario=\"fargate\"\n        The kind of task: one of fargate, ",
                        "  --stop-after=\"600\"\n");
        assertThat(emulator.waitFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port=70000    | flag 'port' must be from 0 to 65535, got '70000'
            --task-id=12    | flag 'task-id' must be 32 hexadecimal digits, got '12'
            --faults=cut:2  | flag 'faults': a probability must be from 0 to 1, got '2' in 'cut:2'
            --scenarios=x   | unknown long flag '--scenarios', try --help
            --scenario=x    | flag 'scenario' must be one of fargate, fargate-cgroup2, fargate-govcloud, fargate-china, ec2-bridge, ec2-awsvpc, \
            ec2-host, ec2-no-limits, managed-instances, got 'x'
            """)
    void rejectsACommandLineInOneLine(String argument, String message) throws Exception {
        Process emulator = start(argument);
        assertThat(new String(emulator.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("task-metadata-emulator: error: " + message + "\n");
        assertThat(emulator.waitFor()).isEqualTo(1);
    }

    @Test
    void exitsIfItsPortIsInUse() throws Exception {
        try (Emulator other = Emulator.start()) {
            String port = Integer.toString(other.origin().getPort());
            Process emulator = start("--port=" + port);
            assertThat(new String(emulator.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("task-metadata-emulator: error: cannot listen on port " + port
                            + ": Address already in use\n");
            assertThat(emulator.waitFor()).isEqualTo(1);
        }
    }

    private static Process start(String... arguments) throws Exception {
        assertThat(JAR).as("made by `mvn process-test-classes`").exists();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // The JVM reports these on stderr.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder.start();
    }
}
