package io.github.ecsmonitoring;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The binary of a collector: a build of the OpenTelemetry Collector Builder, or ADOT's own {@code awscollector}, which
 * has no subcommands {@code components} and {@code validate} and no {@code --version}, but runs.
 *
 * @param hasSubcommands whether it is not {@code awscollector}
 */
public record CollectorProgram(Path binary, boolean hasSubcommands) {
    private static final int TIMEOUT_SECONDS = 60;
    private static final Pattern SUBCOMMANDS = Pattern.compile("(?m)^ +components +");
    private static final Pattern AWSCOLLECTOR = Pattern.compile("ADOT Collector version: \\S+");
    private static final Pattern WARNINGS = Pattern.compile("(?m)^( +level:) warn$");
    /** Logged once the configuration is valid and all components have been created from it. */
    private static final Pattern STARTING = Pattern.compile("\"Starting [\\w-]+\\.\\.\\.\"");

    /** As in ADOT's image; without it, {@code awscollector} writes errors to a file below /opt. */
    public static final Map<String, String> IMAGE_ENVIRONMENT = Map.of("RUN_IN_CONTAINER", "True");

    private record Run(int exitCode, String output) {}

    public static CollectorProgram of(Path binary) throws IOException {
        String help = run(List.of(binary.toString(), "--help"), Map.of(), null).output();
        return new CollectorProgram(binary, SUBCOMMANDS.matcher(help).find());
    }

    /** Whether it has the exporter for X-Ray, which ADOT has. */
    public boolean hasXRay() throws IOException {
        return !hasSubcommands || run("components").output().contains("awsxray");
    }

    /** For people. */
    public String version() throws IOException {
        return hasSubcommands
                ? run("--version").output().strip()
                : AWSCOLLECTOR
                        .matcher(run("--help").output())
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .orElse(binary.toString());
    }

    /** Why it rejects a configuration; empty if it accepts it. */
    public String rejection(String configuration, Map<String, String> environment, List<String> flags)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        if (hasSubcommands) {
            command.add("validate");
        }
        command.add("--config=env:AOT_CONFIG_CONTENT");
        command.addAll(flags);
        Map<String, String> all = new HashMap<>(environment);
        all.put(
                "AOT_CONFIG_CONTENT",
                hasSubcommands ? configuration : WARNINGS.matcher(configuration).replaceFirst("$1 info"));
        Run run = run(command, all, hasSubcommands ? null : STARTING);
        boolean accepted = hasSubcommands
                ? run.exitCode == 0
                : STARTING.matcher(run.output).find();
        return accepted ? "" : run.output.isEmpty() ? "no output, exit code " + run.exitCode : run.output;
    }

    private Run run(String argument) throws IOException {
        return run(List.of(binary.toString(), argument), Map.of(), null);
    }

    /**
     * Runs a command until it ends, and kills it after a minute.
     *
     * @param last kills it after a line that contains this; null for none
     */
    private static Run run(List<String> command, Map<String, String> environment, Pattern last) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(IMAGE_ENVIRONMENT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        process.onExit()
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .exceptionally(tooLate -> process.destroyForcibly());
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (last != null && last.matcher(line).find()) {
                    process.destroyForcibly();
                    break;
                }
            }
        }
        return new Run(process.onExit().join().exitValue(), output.toString());
    }
}
