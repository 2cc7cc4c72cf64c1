package io.github.ecsmonitoring.exporter.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A program of the building machine that must succeed. */
final class Command {
    /** The JVM says on stderr that it has read these, and they would be in force in the training alone. */
    static final Set<String> JAVA_VARIABLES = Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

    private Command() {}

    /**
     * What it prints, stdout and stderr together.
     *
     * @throws IOException if it ends with another code than 0; the message has the command and what it printed
     */
    static String run(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().removeAll(JAVA_VARIABLES);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = exitCode(process);
        if (exit != 0) {
            throw new IOException(String.join(" ", words) + ": exit code " + exit + ": " + printed.strip());
        }
        return printed;
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
