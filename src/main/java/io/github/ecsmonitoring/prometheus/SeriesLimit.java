package io.github.ecsmonitoring.prometheus;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;

/**
 * A limit on the active series that have all labels of a set.
 *
 * @param labels sorted; empty for the series that match no other set
 * @param maxSeries 0 for no limit, with which AMP only counts the series
 */
record SeriesLimit(SortedMap<String, String> labels, long maxSeries) {
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern VALUE = Pattern.compile("[ -~]*[!-~][ -~]*");

    static SeriesLimit of(Map<String, String> labels, long maxSeries) {
        labels.forEach(SeriesLimit::check);
        if (maxSeries < 0) {
            throw new IllegalArgumentException("maxSeries must be 0 or more, got " + maxSeries);
        }
        return new SeriesLimit(Collections.unmodifiableSortedMap(new TreeMap<>(labels)), maxSeries);
    }

    private static void check(String name, String value) {
        if (!LABEL.matcher(Objects.requireNonNull(name, "label name")).matches()) {
            throw new IllegalArgumentException(
                    "label name of a series limit must match " + LABEL + ", got \"" + name + "\"");
        }
        Pattern allowed = name.equals("__name__") ? METRIC : VALUE;
        if (!Token.isUnresolved(Objects.requireNonNull(value, "label value"))
                && !allowed.matcher(value).matches()) {
            throw new IllegalArgumentException("label " + name + " of a series limit must "
                    + (allowed == METRIC
                            ? "be a metric name, " + METRIC
                            : "have printable ASCII characters, at least one of them not blank")
                    + ", got \"" + value + "\"");
        }
    }

    /** The limit in the structure of CloudFormation. */
    Map<String, Object> property() {
        List<Map<String, String>> set = labels.entrySet().stream()
                .map(label ->
                        (Map<String, String>) new TreeMap<>(Map.of("Name", label.getKey(), "Value", label.getValue())))
                .toList();
        return new TreeMap<>(Map.of("LabelSet", set, "Limits", Map.of("MaxSeries", maxSeries)));
    }
}
