package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The promtool of the PATH, with which our own checks of rules are compared. */
public final class Promtool {
    private static final Pattern VERSION = Pattern.compile("promtool, version (\\d+)\\.");

    private Promtool() {}

    /** Skips the calling test with a message if there is none. */
    public static void assumeInstalled() {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, "promtool")));
        if (!found) {
            System.out.println(
                    "comparison with promtool skipped: promtool is not on the PATH (Debian: apt-get install prometheus)");
        }
        assumeTrue(found, "promtool is not on the PATH");
    }

    /** 2 or 3. */
    public static int majorVersion() throws Exception {
        Matcher version = VERSION.matcher(run(List.of("promtool", "--version")));
        assertThat(version.find()).isTrue();
        return Integer.parseInt(version.group(1));
    }

    /** The problems of the rules file; empty if it is valid. */
    public static String problems(Path rulesFile) throws Exception {
        String output = run(List.of("promtool", "check", "rules", rulesFile.toString()));
        assertThat(output).containsPattern("SUCCESS|FAILED");
        return output.contains("FAILED") ? output : "";
    }

    /** The failures of a test of rules; empty if it succeeds. */
    public static String failures(Path test) throws Exception {
        String output = run(List.of("promtool", "test", "rules", test.toString()));
        assertThat(output).containsPattern("SUCCESS|FAILED");
        return output.contains("FAILED") ? output : "";
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        File output = File.createTempFile("promtool", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            boolean ended = process.waitFor(180, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("%s ended", command).isTrue();
            return Files.readString(output.toPath());
        } finally {
            Files.delete(output.toPath());
        }
    }
}
