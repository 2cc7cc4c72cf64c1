package io.github.ecsmonitoring.dashboards.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs scenarios, as many at a time as there are CPUs. */
final class ScenarioRun {
    /** The default, and the longest interval that the alerts are made for. */
    private static final List<Integer> INTERVALS = List.of(30, 60);

    private ScenarioRun() {}

    /** Failures by scenario and scrape interval; empty texts where all expectations hold. */
    static Map<String, String> failures(List<Scenario> scenarios, Path dir) throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<String, Future<String>> runs = new LinkedHashMap<>();
            for (int interval : INTERVALS) {
                for (Scenario scenario : scenarios) {
                    Path file = dir.resolve("scenario-" + runs.size() + ".test.yaml");
                    runs.put(scenario.name() + " (" + interval + " s)", threads.submit(() -> {
                        Files.writeString(file, scenario.test(interval));
                        return Firing.description(
                                Promtool.failures(List.of(file)).get(file));
                    }));
                }
            }
            Map<String, String> failures = new LinkedHashMap<>();
            for (Map.Entry<String, Future<String>> run : runs.entrySet()) {
                failures.put(run.getKey(), run.getValue().get());
            }
            return failures;
        } finally {
            threads.shutdownNow();
        }
    }
}
