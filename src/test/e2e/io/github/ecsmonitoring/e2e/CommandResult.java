package io.github.ecsmonitoring.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The result of a command that runs for about a second.
 *
 * @param exitCode 127 if the command does not exist, as in a shell
 * @param output standard output and standard error
 */
record CommandResult(int exitCode, String output) {
    static CommandResult of(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandResult(process.onExit().join().exitValue(), output);
        } catch (IOException e) {
            return new CommandResult(127, e.getMessage());
        }
    }

    /** Output of a command; null if it fails or does not exist. */
    static String outputOf(String... command) {
        CommandResult result = of(Map.of(), command);
        return result.exitCode == 0 ? result.output : null;
    }

    static void requireSuccess(String... command) throws IOException {
        CommandResult result = of(Map.of(), command);
        if (result.exitCode != 0) {
            throw new IOException(String.join(" ", command) + ": " + result.output);
        }
    }
}
