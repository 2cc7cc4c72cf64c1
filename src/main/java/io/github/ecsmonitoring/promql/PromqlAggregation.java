package io.github.ecsmonitoring.promql;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operators that aggregate the series of a vector.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/operators/#aggregation-operators">Aggregation
 *     operators</a>
 */
final class PromqlAggregation {
    static final Set<String> NAMES = Set.of(
            "avg",
            "bottomk",
            "count",
            "count_values",
            "group",
            "limit_ratio",
            "limitk",
            "max",
            "min",
            "quantile",
            "stddev",
            "stdvar",
            "sum",
            "topk");

    static final Set<String> EXPERIMENTAL = Set.of("limit_ratio", "limitk");

    private static final Map<String, PromqlType> PARAMETERS = Map.of(
            "bottomk", PromqlType.SCALAR,
            "count_values", PromqlType.STRING,
            "quantile", PromqlType.SCALAR,
            "topk", PromqlType.SCALAR);

    private PromqlAggregation() {}

    /** The type of the parameter before the vector; empty if it has none. */
    static Optional<PromqlType> parameter(String name) {
        return Optional.ofNullable(PARAMETERS.get(name));
    }
}
