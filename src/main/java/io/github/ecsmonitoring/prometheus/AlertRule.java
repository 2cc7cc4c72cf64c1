package io.github.ecsmonitoring.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;

/**
 * An alert: one for each series of the expression's result.
 *
 * <pre>{@code
 * AlertRule.of("OrdersSlow", "histogram_quantile(0.9, sum by (le) (rate(orders_duration_seconds_bucket[5m]))) > 2")
 *     .forDuration(Duration.minutes(10))
 *     .severity("critical")
 *     .summary("90% of orders take up to {{ $value | humanizeDuration }}")
 * }</pre>
 *
 * <p>In the rules file:
 *
 * <pre>{@code
 * - alert: OrdersSlow
 *   expr: "histogram_quantile(0.9, sum by (le) (rate(orders_duration_seconds_bucket[5m]))) > 2"
 *   for: 10m
 *   labels:
 *     severity: critical
 *   annotations:
 *     summary: "90% of orders take up to {{ $value | humanizeDuration }}"
 * }</pre>
 *
 * <p>Immutable: each method returns a new value. Everything is validated by {@link PrometheusWorkspace#addRules}.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/">Alerting rules</a>
 */
public final class AlertRule extends PrometheusRule {
    private AlertRule(Map<String, Object> fields) {
        super(fields);
    }

    /**
     * An alert that fires as long as the expression has a result.
     *
     * @param name the label {@code alertname}
     * @param expr PromQL whose result is an instant vector or a scalar
     */
    public static AlertRule of(String name, String expr) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("alert", Objects.requireNonNull(name, "name"));
        fields.put("expr", Objects.requireNonNull(expr, "expr"));
        return new AlertRule(fields);
    }

    /** How long the expression must have a result before the alert fires. Default: 0. */
    public AlertRule forDuration(Duration duration) {
        return new AlertRule(with("for", RuleDuration.text(duration, "forDuration")));
    }

    /** How long the alert fires on after the expression has lost its result. Default: 0. */
    public AlertRule keepFiringFor(Duration duration) {
        return new AlertRule(with("keep_firing_for", RuleDuration.text(duration, "keepFiringFor")));
    }

    /** The label {@code severity}, such as {@code critical} or {@code warning}. Default: none. */
    public AlertRule severity(String severity) {
        return label("severity", severity);
    }

    /** A further label, by which the alert manager can route. The value may be a template. */
    public AlertRule label(String name, String value) {
        return new AlertRule(withEntry("labels", name, value));
    }

    /** The annotation {@code summary}: one line; may be a template. Default: none. */
    public AlertRule summary(String template) {
        return annotation("summary", template);
    }

    /** The annotation {@code description}; may be a template. Default: none. */
    public AlertRule description(String template) {
        return annotation("description", template);
    }

    /** The annotation {@code runbook_url}. Default: none. */
    public AlertRule runbook(String url) {
        return annotation("runbook_url", url);
    }

    /** A further annotation; may be a template. */
    public AlertRule annotation(String name, String template) {
        return new AlertRule(withEntry("annotations", name, template));
    }
}
