package io.github.ecsmonitoring.promql;

import static io.github.ecsmonitoring.promql.PromqlType.INSTANT_VECTOR;
import static io.github.ecsmonitoring.promql.PromqlType.RANGE_VECTOR;
import static io.github.ecsmonitoring.promql.PromqlType.SCALAR;
import static io.github.ecsmonitoring.promql.PromqlType.STRING;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function of PromQL.
 *
 * @param arguments the types of its arguments; the last one also of all further ones
 * @param required how many must be given
 * @param allowed how many may be given
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/">Query functions</a>
 */
record PromqlFunction(String name, List<PromqlType> arguments, int required, int allowed, PromqlType result) {
    private static final int ANY = Integer.MAX_VALUE;

    /** Functions that Prometheus has only with {@code --enable-feature=promql-experimental-functions}. */
    private static final Set<String> EXPERIMENTAL = Set.of(
            "double_exponential_smoothing",
            "end",
            "first_over_time",
            "histogram_quantiles",
            "info",
            "mad_over_time",
            "range",
            "sort_by_label",
            "sort_by_label_desc",
            "start",
            "step",
            "ts_of_first_over_time",
            "ts_of_last_over_time",
            "ts_of_max_over_time",
            "ts_of_min_over_time");

    private static final Map<String, PromqlFunction> ALL = Stream.of(
                    each(
                            "abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg"
                                    + " histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn"
                                    + " sin sinh sort sort_desc sqrt tan tanh timestamp",
                            INSTANT_VECTOR),
                    each(
                            "absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate"
                                    + " last_over_time max_over_time min_over_time present_over_time rate resets"
                                    + " stddev_over_time stdvar_over_time sum_over_time",
                            RANGE_VECTOR),
                    each("clamp", INSTANT_VECTOR, SCALAR, SCALAR),
                    each("clamp_max clamp_min", INSTANT_VECTOR, SCALAR),
                    each("histogram_fraction", SCALAR, SCALAR, INSTANT_VECTOR),
                    each("histogram_quantile", SCALAR, INSTANT_VECTOR),
                    each("predict_linear", RANGE_VECTOR, SCALAR),
                    each("quantile_over_time", SCALAR, RANGE_VECTOR),
                    each("label_replace", INSTANT_VECTOR, STRING, STRING, STRING, STRING),
                    each("vector", SCALAR),
                    Stream.of("day_of_month day_of_week day_of_year days_in_month hour minute month year".split(" "))
                            .map(name -> new PromqlFunction(name, List.of(INSTANT_VECTOR), 0, 1, INSTANT_VECTOR)),
                    Stream.of(
                            new PromqlFunction("label_join", List.of(INSTANT_VECTOR, STRING), 3, ANY, INSTANT_VECTOR),
                            new PromqlFunction("round", List.of(INSTANT_VECTOR, SCALAR), 1, 2, INSTANT_VECTOR),
                            new PromqlFunction("scalar", List.of(INSTANT_VECTOR), 1, 1, SCALAR),
                            new PromqlFunction("pi", List.of(), 0, 0, SCALAR),
                            new PromqlFunction("time", List.of(), 0, 0, SCALAR)))
            .flatMap(functions -> functions)
            .collect(Collectors.toUnmodifiableMap(PromqlFunction::name, function -> function));

    private static Stream<PromqlFunction> each(String names, PromqlType... arguments) {
        return Stream.of(names.split(" "))
                .map(name -> new PromqlFunction(
                        name, List.of(arguments), arguments.length, arguments.length, INSTANT_VECTOR));
    }

    static Optional<PromqlFunction> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Why there is no function of this name. */
    static String problem(String name) {
        if (name.equals("holt_winters")) {
            return "function holt_winters was replaced by the experimental double_exponential_smoothing in Prometheus 3";
        }
        return EXPERIMENTAL.contains(name)
                ? "function " + name + " is experimental in Prometheus and not enabled"
                : "unknown function \"" + name + "\"";
    }

    PromqlType argument(int index) {
        return arguments.get(Math.min(index, arguments.size() - 1));
    }

    /** For messages: {@code 1 argument}, {@code 1 to 2 arguments}. */
    String expected() {
        if (required == allowed) {
            return required == 0 ? "no arguments" : required == 1 ? "1 argument" : required + " arguments";
        }
        return allowed == ANY ? "at least " + required + " arguments" : required + " to " + allowed + " arguments";
    }
}
