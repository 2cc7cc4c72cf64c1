package io.github.ecsmonitoring.promql;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The metrics that rules or dashboards read, and those that rules record.
 *
 * @param reads the selectors, each with the place where it is written
 * @param recorded the names of recorded series
 */
public record MetricUse(List<Read> reads, Set<String> recorded) {
    /** Nothing is read. */
    public static final MetricUse NONE = new MetricUse(List.of(), Set.of());

    /**
     * A selector of a rule or a panel.
     *
     * @param place for messages: {@code rules orders, group orders, alert OrdersSlow}
     */
    public record Read(String place, PromqlSelector selector) {}

    /** Takes copies of the collections. */
    public MetricUse {
        reads = List.copyOf(reads);
        recorded = Set.copyOf(recorded);
    }

    /** What both read and record. */
    public MetricUse and(MetricUse other) {
        Set<String> names = new TreeSet<>(recorded);
        names.addAll(other.recorded);
        return new MetricUse(Stream.concat(reads.stream(), other.reads.stream()).toList(), names);
    }
}
