package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Alertmanager's command line tool. */
public final class Amtool {
    private Amtool() {}

    /** Skips a test class if amtool is not installed. */
    public static void assumeInstalled(Class<?> test) {
        boolean installed =
                Stream.of(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, "amtool")));
        if (!installed) {
            System.err.println(test.getSimpleName()
                    + " skipped: amtool is not on the PATH (Debian: apt-get install prometheus-alertmanager)");
        }
        assumeThat(installed).isTrue();
    }

    /** What a successful run prints. */
    public static String run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("amtool"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("amtool.output");
        Process amtool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(amtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(amtool.exitValue()).as(text).isZero();
        return text;
    }
}
