package io.github.ecsmonitoring.promql;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A valid PromQL expression.
 *
 * @param type the type of its result
 * @param selectors all selectors, in the order of the text
 * @param labels the names of labels in matchers, in by (…), without (…), on (…), ignoring (…), group_left (…) and
 *     group_right (…), except {@code __name__}
 */
public record PromqlExpression(PromqlType type, List<PromqlSelector> selectors, Set<String> labels) {
    /** Takes copies of the collections. */
    public PromqlExpression {
        selectors = List.copyOf(selectors);
        labels = Set.copyOf(labels);
    }

    /** The metrics that are selected by their full name, sorted. */
    public Set<String> metrics() {
        return selectors.stream()
                .map(PromqlSelector::metric)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
