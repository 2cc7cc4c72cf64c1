package io.github.ecsmonitoring.slo;

import io.github.ecsmonitoring.promql.Promql;
import io.github.ecsmonitoring.promql.PromqlExpression;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A selector of the user's counters.
 *
 * @param name the metric's name; may be empty if the matchers have it
 * @param matchers the text between the braces
 */
record EventSelector(String name, String matchers) {
    /** What identifies a service in a workspace. */
    static final String LABELS = "account_id, region, ecs_cluster, ecs_service";

    private static final String SERVICE = "ecs_service";
    private static final Pattern SYNTAX =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)?\\s*(?:\\{(.*)})?", Pattern.DOTALL);

    /**
     * The selector of a text, restricted to the service unless it has a matcher of {@code ecs_service}.
     *
     * @param option for messages, such as {@code total}
     * @throws IllegalArgumentException if it is not a selector
     */
    static EventSelector of(String text, String option, String service) {
        PromqlExpression expression;
        try {
            expression = Promql.parse(text);
        } catch (IllegalArgumentException e) {
            throw error(text, option, service, e.getMessage());
        }
        var parts = SYNTAX.matcher(text.strip());
        if (expression.selectors().size() != 1 || !parts.matches()) {
            throw error(text, option, service, "the rules compute rates and sums themselves");
        }
        EventSelector selector = new EventSelector(
                Optional.ofNullable(parts.group(1)).orElse(""),
                Optional.ofNullable(parts.group(2)).orElse("").strip().replaceFirst("\\s*,$", ""));
        return expression.labels().contains(SERVICE) ? selector : selector.with(SERVICE + "=" + quote(service));
    }

    private static IllegalArgumentException error(String text, String option, String service, String reason) {
        return new IllegalArgumentException(option + "(...) of an objective of service " + service
                + " must be a selector of counters, such as orders_total{result=\"failed\"}, got \"" + text.strip()
                + "\": " + reason);
    }

    EventSelector with(String matcher) {
        return new EventSelector(
                name,
                Stream.of(matchers, matcher).filter(part -> !part.isEmpty()).collect(Collectors.joining(",")));
    }

    /** The selector of another metric with the same matchers. */
    EventSelector suffixed(String suffix) {
        return new EventSelector(name + suffix, matchers);
    }

    /** Events each second. */
    String rate() {
        return "rate(" + this + "[5m])";
    }

    String ratePerService() {
        return perService(rate());
    }

    static String perService(String query) {
        return "sum by (" + LABELS + ") (" + query + ")";
    }

    @Override
    public String toString() {
        return name + "{" + matchers + "}";
    }

    /** A string in PromQL. */
    static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
