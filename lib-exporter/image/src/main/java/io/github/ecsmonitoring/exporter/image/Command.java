package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Runs a program of the build machine that must succeed. */
final class Command {
    /** Removed from the environment: they would affect only the training run, and the JVM reports them on stderr. */
    static final Set<String> JAVA_VARIABLES = Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

    private Command() {}

    /**
     * The output of the command, stdout and stderr combined.
     *
     * @throws IOException for an exit code other than 0, with the command and its output
     */
    static String run(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().removeAll(JAVA_VARIABLES);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = exitCode(process);
        if (exit != 0) {
            throw new IOException(String.join(" ", words) + ": exit code " + exit + ": " + output.strip());
        }
        return output;
    }

    static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
