package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.content.Report;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Entry;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The outcome of a run.
 *
 * @param status {@code published}, {@code incomplete} or {@code failed}
 * @param summary one to a few lines for people
 * @param failures one line each
 */
record RunOutcome(String status, String summary, List<String> failures) {
    private static final String PUBLISHED = "published";

    static RunOutcome of(Report report) {
        List<String> failures = lines(report, Outcome.FAILED);
        List<String> summary = new ArrayList<>();
        summary.add(counts(report));
        failures.forEach(line -> summary.add("failed: " + line));
        lines(report, Outcome.KEPT).forEach(line -> summary.add("kept: " + line));
        return new RunOutcome(status(report, failures.size()), String.join("\n", summary), failures);
    }

    static RunOutcome failed(String reason) {
        return new RunOutcome("failed", reason, List.of(reason));
    }

    static RunOutcome nothingToDo(String reason) {
        return new RunOutcome(PUBLISHED, reason, List.of());
    }

    boolean isComplete() {
        return status.equals(PUBLISHED);
    }

    private static String status(Report report, int failures) {
        if (failures == 0) {
            return PUBLISHED;
        }
        return failures == report.entries().size() ? "failed" : "incomplete";
    }

    private static List<String> lines(Report report, Outcome outcome) {
        return report.entries().stream()
                .filter(entry -> entry.outcome() == outcome)
                .map(RunOutcome::line)
                .toList();
    }

    private static String line(Entry entry) {
        return entry.detail().isEmpty() ? entry.item() : entry.item() + ": " + entry.detail();
    }

    private static String counts(Report report) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        report.entries().forEach(entry -> counts.merge(entry.outcome(), 1, Integer::sum));
        return counts.isEmpty()
                ? "nothing to do"
                : counts.entrySet().stream()
                        .map(count ->
                                count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }
}
