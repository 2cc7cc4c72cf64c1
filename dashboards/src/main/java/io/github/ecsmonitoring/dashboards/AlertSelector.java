package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Variable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects alerts by a dashboard's variables. An alert without a label, such as one on a whole cluster or workspace, is
 * selected with every value of that label.
 *
 * <pre>
 * new AlertSelector(variables).firing("severity=\"critical\"")
 * ALERTS{alertstate="firing",account_id=~"$account_id|",…,severity="critical"}
 * </pre>
 */
record AlertSelector(List<Variable> variables) {
    private static final String WATCHDOG = "alertname=\"EcsWatchdog\"";

    String firing(String... matchers) {
        return series("ALERTS", "alertstate=\"firing\"", matchers);
    }

    String pending(String... matchers) {
        return series("ALERTS", "alertstate=\"pending\"", matchers);
    }

    /** When each firing or pending alert became active, in seconds since 1970. */
    String activeSince(String... matchers) {
        return series("ALERTS_FOR_STATE", "alertname!=\"\"", matchers);
    }

    /** The alert that always fires while rules are evaluated. */
    String watchdog() {
        return firing(WATCHDOG);
    }

    /** The number of {@code alerts}: 0 only while rules are evaluated, since without them nothing is known. */
    String count(String alerts) {
        return "count(" + alerts + ") or 0 * count(" + watchdog() + ")";
    }

    private String series(String metric, String state, String... matchers) {
        return Stream.of(Stream.of(state), variables.stream().map(AlertSelector::matcher), Stream.of(matchers))
                .flatMap(matcher -> matcher)
                .collect(Collectors.joining(",", metric + "{", "}"));
    }

    private static String matcher(Variable variable) {
        return variable.name() + "=~\"$" + variable.name() + "|\"";
    }
}
