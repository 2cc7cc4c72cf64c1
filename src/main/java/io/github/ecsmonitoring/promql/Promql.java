package io.github.ecsmonitoring.promql;

/**
 * The query language of Prometheus 3, without experimental features.
 *
 * <pre>{@code
 * Promql.parse("sum by (region) (rate(orders_total[5m])) > 10").metrics()   // [orders_total]
 * }</pre>
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Querying Prometheus</a>
 */
public final class Promql {
    private Promql() {}

    /**
     * Parses an expression.
     *
     * @throws IllegalArgumentException with the place if it is not valid
     */
    public static PromqlExpression parse(String text) {
        return new PromqlParser(text).parse();
    }
}
