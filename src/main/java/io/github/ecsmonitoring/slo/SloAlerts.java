package io.github.ecsmonitoring.slo;

import static io.github.ecsmonitoring.slo.SloRules.series;

import io.github.ecsmonitoring.prometheus.AlertRule;
import io.github.ecsmonitoring.prometheus.PrometheusRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The alerts of an objective. */
final class SloAlerts {
    private static final String RUNBOOKS = "https://github.com/ecsmonitoring/ecs-monitoring/blob/main/src/docs/slo.md#";
    private static final String NO_DATA = "EcsSloNoData";
    private static final String PLACE =
            "service \"{{ $labels.ecs_service }}\", cluster {{ $labels.ecs_cluster }}, account {{ $labels.account_id }}, {{ $labels.region }}";
    private static final String ARGUMENTS = "$labels.account_id $labels.region $labels.ecs_cluster $labels.ecs_service";

    private final String slo;
    private final String service;
    private final ErrorBudget budget;
    private final int minimumBadEvents;
    private final Map<String, String> labels;
    private final Optional<String> runbook;

    SloAlerts(
            String slo,
            String service,
            ErrorBudget budget,
            int minimumBadEvents,
            Map<String, String> labels,
            Optional<String> runbook) {
        this.slo = slo;
        this.service = service;
        this.budget = budget;
        this.minimumBadEvents = minimumBadEvents;
        this.labels = labels;
        this.runbook = runbook;
    }

    PrometheusRule[] all() {
        return new PrometheusRule[] {
            burning("EcsSloBudgetBurningFast", "critical", BurnRate.ONE_HOUR, BurnRate.SIX_HOURS),
            burning("EcsSloBudgetBurningSlowly", "warning", BurnRate.ONE_DAY, BurnRate.THREE_DAYS),
            noData()
        };
    }

    private AlertRule burning(String name, String severity, BurnRate... rates) {
        String expression = Arrays.stream(rates)
                .filter(rate -> rate.canBeReached(budget))
                .map(this::condition)
                .collect(Collectors.joining("\nor "));
        return alert(name, expression, severity)
                .summary("{{ $labels.ecs_service }} burns the error budget of " + slo
                        + " {{ printf \"%.1f\" $value }} times as fast as allowed")
                .description("Of the events in " + budget.days() + " days, " + budget.percent()
                        + " must be good. Bad events use up the error budget {{ printf \"%.1f\" $value }} times as fast as allowed: "
                        + PLACE + left(rates[0].longWindow()))
                .runbook(runbook(name));
    }

    /** Ratios are divided by the budget, so that the alert's value is the burn rate of the long window. */
    private String condition(BurnRate rate) {
        String factor = ErrorBudget.plain(rate.factor(budget));
        String condition = burnRate(rate.longWindow()) + " > " + factor + "\n  and " + burnRate(rate.shortWindow())
                + " > " + factor;
        return minimumBadEvents > 1
                // One sample stands for the 60 seconds until the next one.
                ? condition + "\n  and sum_over_time(" + series(SloRules.BAD, slo) + "[" + rate.longWindow()
                        + "]) * 60 > " + (minimumBadEvents - 0.5)
                : condition;
    }

    private String burnRate(String window) {
        return series(SloRules.BAD_RATIO + window, slo) + " / " + budget.badRatioText();
    }

    /** Text that is empty without these records; the second part also once the budget is used up. */
    private String left(String window) {
        String left = labelled(SloRules.BUDGET_LEFT);
        String burnRate = "(" + labelled(SloRules.BAD_RATIO + window) + " / " + budget.badRatioText() + ")";
        return "{{ with query (printf `" + left + "` " + ARGUMENTS
                + ") }}; {{ . | first | value | humanizePercentage }} of the budget is left{{ end }}"
                + "{{ with query (printf `" + left + " * " + budget.seconds() + " / " + burnRate + " > 0` " + ARGUMENTS
                + " " + ARGUMENTS
                + ") }} and gone in {{ . | first | value | humanizeDuration }} at this rate{{ end }}.";
    }

    /** Takes {@link #ARGUMENTS}. */
    private String labelled(String metric) {
        return metric + "{slo=\"" + slo + "\",account_id=%q,region=%q,ecs_cluster=%q,ecs_service=%q}";
    }

    /** A typo in a selector would otherwise be an objective that never alerts. */
    private AlertRule noData() {
        String total = series(SloRules.TOTAL, slo);
        String expression = "max_over_time(" + total + "[3d]) unless max_over_time(" + total + "[1d])\n"
                + "or on (slo) (\n"
                + "  max by (slo) (" + series(SloRules.OBJECTIVE, slo) + " offset 1d)\n"
                + "  unless on (slo) max_over_time(" + total + "[3d])\n"
                + ")";
        return alert(NO_DATA, expression, "warning")
                .label("ecs_service", service)
                .summary("The objective " + slo + " of " + service + " has had no data for a day")
                .description("No series counts events of service \"" + service
                        + "\" for a day, so whether " + budget.percent()
                        + " of them are good is unknown, and the other alerts of the objective cannot fire.")
                .runbook(runbook(NO_DATA));
    }

    private String runbook(String alert) {
        return runbook.orElse(RUNBOOKS + alert.toLowerCase(Locale.ROOT));
    }

    private AlertRule alert(String name, String expression, String severity) {
        AlertRule alert = AlertRule.of(name, expression).severity(severity).label("slo", slo);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            alert = alert.label(label.getKey(), label.getValue());
        }
        return alert;
    }
}
