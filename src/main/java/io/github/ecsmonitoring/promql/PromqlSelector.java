package io.github.ecsmonitoring.promql;

import java.util.List;
import java.util.Optional;

/**
 * A selector of series, such as <code>up{job="node"}</code>.
 *
 * @param matchers its matchers, among them that of the metric's name
 */
public record PromqlSelector(List<PromqlMatcher> matchers) {
    /** Takes a copy of the list. */
    public PromqlSelector {
        matchers = List.copyOf(matchers);
    }

    /** The name of the one metric that is selected; empty if there may be several. */
    public Optional<String> metric() {
        return names().stream()
                .filter(matcher -> matcher.operator() == PromqlMatcher.Operator.EQUAL)
                .map(PromqlMatcher::value)
                .findFirst();
    }

    /** The matchers of the metric's name. */
    public List<PromqlMatcher> names() {
        return matchers.stream().filter(PromqlMatcher::isOfName).toList();
    }

    /** Whether a metric of this name can be selected. */
    public boolean selects(String metric) {
        return names().stream().allMatch(matcher -> matcher.matches(metric));
    }

    /** A selector without a condition that an empty label fails selects all series. */
    boolean selectsEverything() {
        return matchers.stream().allMatch(matcher -> matcher.matches(""));
    }
}
