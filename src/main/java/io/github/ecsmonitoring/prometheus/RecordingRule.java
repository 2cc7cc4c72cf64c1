package io.github.ecsmonitoring.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Stores the result of an expression as new series.
 *
 * <pre>{@code
 * RecordingRule.of("service:orders:rate5m", "sum by (ecs_service) (rate(orders_total[5m]))")
 * }</pre>
 *
 * <p>In the rules file:
 *
 * <pre>{@code
 * - record: service:orders:rate5m
 *   expr: sum by (ecs_service) (rate(orders_total[5m]))
 * }</pre>
 *
 * <p>Immutable: each method returns a new value. Everything is validated by {@link PrometheusWorkspace#addRules}.
 *
 * @see <a href="https://prometheus.io/docs/practices/rules/">Recording rules</a>
 */
public final class RecordingRule extends PrometheusRule {
    private RecordingRule(Map<String, Object> fields) {
        super(fields);
    }

    /**
     * A recording rule.
     *
     * @param record the name of the new series; by convention {@code level:metric:operations}
     * @param expr PromQL whose result is an instant vector or a scalar
     */
    public static RecordingRule of(String record, String expr) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("record", Objects.requireNonNull(record, "record"));
        fields.put("expr", Objects.requireNonNull(expr, "expr"));
        return new RecordingRule(fields);
    }

    /** A label that the new series get, or another value of a label that they have. */
    public RecordingRule label(String name, String value) {
        return new RecordingRule(withEntry("labels", name, value));
    }
}
