package io.github.ecsmonitoring.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as a process. */
class CommandLineTest {
    @TempDir
    Path output;

    private Process run(Map<String, String> context, Path folder) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MonitoringApp.class.getName());
        builder.environment().put("CDK_CONTEXT_JSON", Synth.JSON.writeValueAsString(context));
        builder.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20");
        builder.environment().put("CDK_OUTDIR", folder.toString());
        return builder.start();
    }

    /** The order of a Map.of differs between JVMs. */
    @Test
    void twoRunsWriteTheSameTemplates(@TempDir Path again) throws Exception {
        List<Process> runs = List.of(run(Map.of(), output), run(Map.of(), again));
        for (Process run : runs) {
            assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(run.exitValue()).isZero();
        }
        for (String stack : List.of("Observability", "Cluster", "Workload")) {
            String template = "EcsMonitoring" + stack + ".template.json";
            assertThat(again.resolve(template)).hasSameTextualContentAs(output.resolve(template));
        }
    }

    @Test
    void invalidContextPrintsOneLineAndWritesNothing() throws Exception {
        Process process = run(Map.of("ecs-monitoring:retention-days", "0"), output);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "error: context key ecs-monitoring:retention-days (set in \"context\" of cdk.json or with -c) must be a whole number from 1 to 1095, "
                                + "got \"0\"\n");
        assertThat(output.toFile().list()).isEmpty();
    }
}
