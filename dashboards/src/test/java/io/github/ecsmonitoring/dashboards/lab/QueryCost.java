package io.github.ecsmonitoring.dashboards.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A benchmark: prints what the queries of each dashboard cost with a large fleet. It runs in the folder
 * {@code dashboards}, with the flags of {@link DashboardLab}:
 *
 * <pre>
 * mvn -q -o test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.ecsmonitoring.dashboards.lab.QueryCost -Dexec.args='--tasks=500'
 * </pre>
 */
public final class QueryCost {
    private static final int RUNS = 3;
    private static final String HEADING = """
            | dashboard | panels | queries when it opens | queries in all | panels with data | of other data sources \
            | samples read | most samples in memory | slowest query | its panel |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    /** The cost of a query to Prometheus. */
    private record Cost(LabDashboard.Panel panel, boolean hasData, long samples, long peak, double milliseconds) {}

    private QueryCost() {}

    public static void main(String[] args) throws Exception {
        LabOptions options = LabOptions.parse(args).untilNow();
        long start = System.nanoTime();
        try (DashboardLab lab = DashboardLab.start(options)) {
            System.out.printf(
                    "%d tasks, %d EC2 instances, %,d series without those of rules, %d minutes of history, written in %.0f s%n%n%s",
                    lab.fleet().tasks().size(),
                    lab.fleet().hosts().size(),
                    lab.seriesCount(),
                    options.history(),
                    (System.nanoTime() - start) / 1e9,
                    HEADING);
            for (LabDashboard dashboard : LabDashboard.all()) {
                System.out.println(row(DashboardRun.everythingSelected(lab, dashboard, options.step())));
            }
        }
    }

    private static String row(DashboardRun run) throws IOException, InterruptedException {
        List<Cost> costs = new ArrayList<>();
        List<LabDashboard.Panel> panels = run.dashboard().panels();
        for (LabDashboard.Panel panel : panels) {
            for (LabDashboard.Query query : panel.prometheusQueries()) {
                costs.add(cost(run, panel, query));
            }
        }
        Cost slowest = costs.stream()
                .max((a, b) -> Double.compare(a.milliseconds(), b.milliseconds()))
                .orElseThrow();
        return "| %s | %d | %d | %d | %d | %d | %,d | %,d | %.0f ms | %s |"
                .formatted(
                        run.dashboard().uid(),
                        panels.size(),
                        run.dashboard().queriesWhenOpened(),
                        run.dashboard().queriesInAll(),
                        costs.stream()
                                .filter(Cost::hasData)
                                .map(Cost::panel)
                                .distinct()
                                .count(),
                        panels.stream()
                                .filter(panel -> panel.prometheusQueries().isEmpty())
                                .count(),
                        costs.stream().mapToLong(Cost::samples).sum(),
                        costs.stream().mapToLong(Cost::peak).max().orElseThrow(),
                        slowest.milliseconds(),
                        slowest.panel().title());
    }

    /** With the median of the times. */
    private static Cost cost(DashboardRun run, LabDashboard.Panel panel, LabDashboard.Query query)
            throws IOException, InterruptedException {
        List<QueryOutcome> outcomes = new ArrayList<>();
        for (int count = 0; count < RUNS; count++) {
            outcomes.add(run.run(query));
        }
        QueryOutcome outcome = outcomes.get(0);
        if (!outcome.problem().isEmpty()) {
            throw new IOException(outcome.problem() + ": " + outcome.query());
        }
        double median = outcomes.stream()
                .mapToDouble(QueryOutcome::milliseconds)
                .sorted()
                .skip(RUNS / 2)
                .findFirst()
                .orElseThrow();
        return new Cost(panel, !outcome.isEmpty(), outcome.samples(), outcome.peak(), median);
    }
}
