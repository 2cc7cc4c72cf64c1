package io.github.ecsmonitoring.dashboards.scenario;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs rule tests. */
public final class Promtool {
    private static final String FILE = "Unit Testing:  ";

    private Promtool() {}

    /** Prints a line if it is missing. */
    public static boolean isInstalled(String test) {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, "promtool")));
        if (!found) {
            System.out.println(test + " skipped: promtool is not on the PATH (Debian: apt-get install prometheus)");
        }
        return found;
    }

    /** The failures of each test file; empty text for a file whose tests pass. */
    public static Map<Path, String> failures(List<Path> tests) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        tests.forEach(test -> command.add(test.toString()));
        Path output = Files.createTempFile("promtool", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            // Many run at a time, each for a moment: more threads and the garbage collector would take half of the
            // time.
            builder.environment().put("GOGC", "400");
            builder.environment().put("GOMAXPROCS", "1");
            Process process = builder.start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("promtool did not end: " + command);
            }
            Map<Path, String> failures = new LinkedHashMap<>();
            for (String part : Files.readString(output).split(FILE)) {
                int line = part.indexOf('\n');
                if (line > 0) {
                    String text = part.substring(line).strip();
                    failures.put(Path.of(part.substring(0, line)), text.equals("SUCCESS") ? "" : text);
                }
            }
            if (failures.size() != tests.size()) {
                throw new IOException("promtool ended early: " + Files.readString(output));
            }
            return failures;
        } finally {
            Files.delete(output);
        }
    }
}
