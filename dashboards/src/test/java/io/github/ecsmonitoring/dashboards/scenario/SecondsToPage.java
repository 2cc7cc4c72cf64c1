package io.github.ecsmonitoring.dashboards.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures the seconds from the last good sample until an alert fires. */
final class SecondsToPage {
    /** Amazon Managed Prometheus evaluates rules on data that is this old. */
    static final int QUERY_OFFSET = 15;

    /** Samples are scraped at any time, and a rule sees those of its own second. */
    private static final int INTERVAL = 5;
    /**
     * Seconds after the minute, and so after an evaluation, of the last good sample: from the most waiting to the
     * least, and on an evaluation.
     */
    private static final List<Integer> PHASES = List.of(5, 30, 55, 60);

    private static final int LAST_MINUTE = OutageScenarios.MINUTE + 30;
    private static final String FIRST_FIRING =
            "min by (alertname, severity, ecs_cluster, ecs_service, job) (min_over_time(timestamp(ALERTS{alertname!=\"EcsWatchdog\",alertstate=\"firing\"})["
                    + LAST_MINUTE + "m:1m]))";

    /** The least and the most seconds. */
    record Range(int least, int most) {
        Range with(int seconds) {
            return new Range(Math.min(least, seconds), Math.max(most, seconds));
        }
    }

    private SecondsToPage() {}

    /** By outage and alert, with the labels that tell it from others of its name. */
    static Map<String, SortedMap<String, Range>> measure(Path dir) throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Map<String, Future<SortedMap<String, Range>>> runs = new LinkedHashMap<>();
            for (OutageScenarios.Outage outage : OutageScenarios.all()) {
                Path file = dir.resolve(runs.size() + ".test.yaml");
                runs.put(outage.name(), threads.submit(() -> ranges(outage, file)));
            }
            Map<String, SortedMap<String, Range>> measured = new LinkedHashMap<>();
            for (Map.Entry<String, Future<SortedMap<String, Range>>> run : runs.entrySet()) {
                measured.put(run.getKey(), run.getValue().get());
            }
            return measured;
        } finally {
            threads.shutdownNow();
        }
    }

    private static SortedMap<String, Range> ranges(OutageScenarios.Outage outage, Path file) throws Exception {
        SortedMap<String, Range> ranges = new TreeMap<>();
        RuleSet rules = RuleSet.read();
        for (int phase : PHASES) {
            int lastSample = OutageScenarios.MINUTE * 60 + phase;
            List<InputSeries> series = new ArrayList<>();
            outage.fleet()
                    .apply(lastSample + 1)
                    .forEach(workload -> series.addAll(workload.series((LAST_MINUTE + 1) * 60, INTERVAL)));
            Files.writeString(
                    file,
                    TestText.header(Rules.files(), rules.groups())
                            + TestText.group(outage.name(), INTERVAL, series)
                            + TestText.expectation(FIRST_FIRING, LAST_MINUTE, "[]"));
            for (Firing firing : Firing.of(Promtool.failures(List.of(file)).get(file))) {
                int seconds = (int) firing.value() - lastSample + QUERY_OFFSET;
                ranges.merge(
                        firing.label("alertname") + " " + firing.label("severity"),
                        new Range(seconds, seconds),
                        (range, other) -> range.with(seconds));
            }
        }
        return ranges;
    }
}
