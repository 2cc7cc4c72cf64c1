package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.OPERATIONS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.StateTimelinePanel;
import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;
import io.github.ecsmonitoring.dashboards.model.Variable;
import java.util.List;
import java.util.Map;

/**
 * Service level objectives: error budgets and how fast they burn, from the records of the library's objectives. Colors
 * and dashed lines are the alert thresholds of objectives over 30 days; those over 28 days have thresholds that are 7%
 * lower.
 *
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">Alerting on SLOs</a>
 */
final class EcsSloDashboard {
    private static final String LABELS = "account_id, region, ecs_cluster, ecs_service, slo";
    private static final String BY_OBJECTIVE = "max by (" + LABELS + ") ";
    /** Otherwise 99.999% is shown as 100%, and 99.94% as its objective 99.9%. */
    private static final int DIGITS = 3;

    private static final String EACH = "{{slo}} {{ecs_cluster}}";
    /** An objective without data has none of the first four labels. */
    private static final String PRESENT_OR_ABSENT = ".*";

    private static final SeriesSelector SLO = new SeriesSelector(
            "",
            List.of(
                    new Variable("account_id", "Account", PRESENT_OR_ABSENT),
                    new Variable("region", "Region", PRESENT_OR_ABSENT),
                    new Variable("ecs_cluster", "Cluster", PRESENT_OR_ABSENT),
                    new Variable("ecs_service", "Service", PRESENT_OR_ABSENT),
                    new Variable("slo", "Objective", PRESENT_OR_ABSENT)));

    private static final String OBJECTIVE = SLO.series("slo:objective:ratio");
    private static final String TOTAL = SLO.series("slo:sli_total:rate5m");
    private static final String BUDGET_LEFT = SLO.series("slo:error_budget:ratio_left");
    /** The budget is a figure of the whole period, which stays when the data ends. */
    private static final String BUDGET_LEFT_NOW = BUDGET_LEFT + " and on (" + LABELS + ") " + TOTAL;

    private static final String ONE_SERVICE = Drilldown.to("ecs-service")
            .row("account_id", "Account")
            .row("region", "Region")
            .row("ecs_cluster", "Cluster")
            .row("ecs_service", "Service")
            .url();

    private EcsSloDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-slo",
                        "ECS objectives",
                        "Service level objectives, their error budgets, and how fast the budgets burn.")
                .variables("slo:objective:ratio", "", SLO.variables());
        now(dashboard);
        objectives(dashboard.row("Objectives"));
        budgets(dashboard.row("Error budgets and alerts"));
        burnRates(dashboard.row("Burn rates: an alert fires while both of its windows are above the line"));
        events(dashboard.row("Events"));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of("Objectives", NUMBER, "Selected objectives, each in each cluster that has data.")
                        .query("count(" + OBJECTIVE + ")", ""))
                .panel(StatPanel.of("Budgets used up", NUMBER, "Objectives that are missed in their period.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query("count(" + BUDGET_LEFT + " <= 0) or 0 * count(" + BUDGET_LEFT + ")", ""))
                .panel(StatPanel.of(
                                "Least budget left",
                                SHARE,
                                "Error budget that is left of the objective that has least. Below 0% it is missed.")
                        .thresholds(Thresholds.lowIsBad(0))
                        .query("min(" + BUDGET_LEFT_NOW + ")", ""))
                .panel(StatPanel.of("Pages", NUMBER, "Alerts that an error budget burns fast.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query("count(" + firing("EcsSloBudgetBurningFast") + ") or 0 * count(" + TOTAL + ")", ""))
                .panel(StatPanel.of("Tickets", NUMBER, "Alerts that an error budget burns slowly but steadily.")
                        .thresholds(new Thresholds("green", List.of(new Thresholds.Step(1, "orange"))))
                        .query("count(" + firing("EcsSloBudgetBurningSlowly") + ") or 0 * count(" + TOTAL + ")", ""))
                .panel(StatPanel.of(
                                "Without data",
                                NUMBER,
                                "Objectives whose events no series counts now, so that they are neither kept nor missed.")
                        .thresholds(new Thresholds("green", List.of(new Thresholds.Step(1, "orange"))))
                        .query(
                                "count(" + OBJECTIVE + " unless on (slo) " + TOTAL + ") or 0 * count(" + OBJECTIVE
                                        + ")",
                                ""));
    }

    private static String firing(String alert) {
        return SLO.series("ALERTS", "alertname=\"" + alert + "\"", "alertstate=\"firing\"");
    }

    private static void objectives(Dashboard.Builder dashboard) {
        dashboard.panel(TablePanel.of(
                        "Objectives",
                        "The share of good events in the period of 28 or 30 days, the error budget that is left, and the burn rates of the alerts' long windows. "
                                + "At a burn rate of 1 the budget lasts exactly the period.")
                .label("slo", "Objective")
                .link("ecs_service", "Service", ONE_SERVICE)
                .label("ecs_cluster", "Cluster")
                .label("region", "Region")
                .label("account_id", "Account")
                .number("Target", SHARE, Thresholds.none(), BY_OBJECTIVE + "(" + OBJECTIVE + ")")
                .number(
                        "Good events",
                        SHARE,
                        Thresholds.none(),
                        BY_OBJECTIVE + "(1 - " + SLO.series("slo:sli_error:ratio_period") + ")")
                .number("Budget left", SHARE, Thresholds.lowIsBad(0), BY_OBJECTIVE + "(" + BUDGET_LEFT_NOW + ")")
                .number("Burn rate, 1 h", NUMBER, Thresholds.highIsBad(14.4), burnRate("1h"))
                .number("Burn rate, 6 h", NUMBER, Thresholds.highIsBad(6), burnRate("6h"))
                .number("Burn rate, 1 d", NUMBER, ticket(3), burnRate("1d"))
                .number("Burn rate, 3 d", NUMBER, ticket(1), burnRate("3d"))
                .columnWidth("Objective", 175)
                .decimals("Target", DIGITS)
                .decimals("Good events", DIGITS)
                .columnWidth("Target", 95)
                .columnWidth("Good events", 125));
    }

    private static Thresholds ticket(double burnRate) {
        return new Thresholds("green", List.of(new Thresholds.Step(burnRate, "orange")));
    }

    /** The objective has no labels of a service while there is no data, so this result is absent then. */
    private static String burnRate(String window) {
        return SLO.series("slo:sli_error:ratio_rate" + window) + " / on (" + LABELS + ") (1 - " + OBJECTIVE + ")";
    }

    private static void budgets(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Error budget left",
                                SHARE,
                                "Share of the bad events that the objective allows in its period and that have not happened. In the first period it refers to "
                                        + "the events so far.")
                        .max(1)
                        .line(0)
                        .query(BUDGET_LEFT, EACH))
                .panel(StateTimelinePanel.of(
                                "Alerts",
                                "Whether an error budget burns so that the alerts fire. Gaps are times without data.")
                        .width(12)
                        .thresholds(new Thresholds(
                                "green", List.of(new Thresholds.Step(1, "orange"), new Thresholds.Step(2, "red"))))
                        .text(0, "quiet")
                        .text(1, "ticket")
                        .text(2, "page")
                        .query(
                                "2 * " + BY_OBJECTIVE + "(" + firing("EcsSloBudgetBurningFast") + ")\n  or "
                                        + BY_OBJECTIVE + "(" + firing("EcsSloBudgetBurningSlowly") + ")\n  or 0 * "
                                        + BY_OBJECTIVE + "(" + TOTAL + ")",
                                EACH));
    }

    private static void burnRates(Dashboard.Builder dashboard) {
        for (Map.Entry<Double, List<String>> alert : List.of(
                Map.entry(14.4, List.of("1h", "5m")),
                Map.entry(6.0, List.of("6h", "30m")),
                Map.entry(3.0, List.of("1d", "2h")),
                Map.entry(1.0, List.of("3d", "6h")))) {
            String windows = String.join(" and ", alert.getValue());
            TimeSeriesPanel panel = TimeSeriesPanel.of(
                            "Burn rate over " + windows,
                            NUMBER,
                            "How many times faster than allowed bad events use up the error budget, over " + windows
                                    + ". Absent without events.")
                    .min(0)
                    .line(alert.getKey());
            for (String window : alert.getValue()) {
                panel.query(burnRate(window), EACH + " " + window);
            }
            dashboard.panel(panel);
        }
    }

    private static void events(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Events",
                                OPERATIONS_PER_SECOND,
                                "Events per second that objectives count, such as requests, over 5 minutes.")
                        .min(0)
                        .query(TOTAL, EACH))
                .panel(TimeSeriesPanel.of(
                                "Bad events",
                                OPERATIONS_PER_SECOND,
                                "Events per second that failed or were too slow, over 5 minutes.")
                        .min(0)
                        .query(SLO.series("slo:sli_error:rate5m"), EACH));
    }
}
