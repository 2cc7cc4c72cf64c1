package io.github.ecsmonitoring.slo;

import io.github.ecsmonitoring.prometheus.PrometheusRule;
import io.github.ecsmonitoring.prometheus.RecordingRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * The recording rules of an objective, in the order in which they read each other.
 *
 * <p>Windows longer than 5 minutes are sums of the recorded rates: they read one series instead of those of all tasks
 * that have existed in the window, and weigh each event once.
 */
final class SloRules {
    static final String TOTAL = "slo:sli_total:rate5m";
    static final String BAD = "slo:sli_error:rate5m";
    static final String OBJECTIVE = "slo:objective:ratio";
    static final String BAD_RATIO = "slo:sli_error:ratio_rate";
    static final String BAD_RATIO_OF_PERIOD = "slo:sli_error:ratio_period";
    static final String BUDGET_LEFT = "slo:error_budget:ratio_left";

    private static final List<String> WINDOWS = List.of("30m", "1h", "2h", "6h", "1d", "3d");

    private final String slo;
    private final ErrorBudget budget;
    private final SliQueries queries;

    SloRules(String slo, ErrorBudget budget, SliQueries queries) {
        this.slo = slo;
        this.budget = budget;
        this.queries = queries;
    }

    PrometheusRule[] all() {
        Stream<RecordingRule> counted = Stream.of(
                record(TOTAL, queries.total()),
                record(BAD, queries.bad().replace(SliQueries.TOTAL, series(TOTAL))),
                // Without data, the objective has only the label slo.
                record(
                                OBJECTIVE,
                                "0 * " + series(TOTAL) + " + " + budget.goodRatio() + "\n  or on () vector("
                                        + budget.goodRatio() + ")")
                        .label("period", budget.period()),
                record(BAD_RATIO + "5m", series(BAD) + " / (" + series(TOTAL) + " > 0)"));
        Stream<RecordingRule> windows = WINDOWS.stream().map(window -> record(BAD_RATIO + window, ratioOver(window)));
        Stream<RecordingRule> period = Stream.of(
                // Every 5 minutes is enough for rates of 5 minutes, and a fifth of the samples.
                record(BAD_RATIO_OF_PERIOD, ratioOver(budget.period() + ":5m")),
                record(BUDGET_LEFT, "1 - " + series(BAD_RATIO_OF_PERIOD) + " / " + budget.badRatioText()));
        return Stream.of(counted, windows, period).flatMap(rules -> rules).toArray(PrometheusRule[]::new);
    }

    private String ratioOver(String range) {
        return "sum_over_time(" + series(BAD) + "[" + range + "])\n  / (sum_over_time(" + series(TOTAL) + "[" + range
                + "]) > 0)";
    }

    private RecordingRule record(String name, String expression) {
        return RecordingRule.of(name, expression).label("slo", slo);
    }

    private String series(String metric) {
        return series(metric, slo);
    }

    static String series(String metric, String slo) {
        return metric + "{slo=\"" + slo + "\"}";
    }
}
