package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.model.PanelUnit.AGE;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;

import io.github.ecsmonitoring.dashboards.model.CloudWatchQuery;
import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.DataSourceVariable;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.StateTimelinePanel;
import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;
import java.util.List;
import java.util.Map;

/**
 * Firing and pending alerts, their history, and the evaluation of the rules.
 *
 * <p>{@code EcsWatchdog} always fires, so panels are empty only if rules are not evaluated.
 */
final class EcsAlertsDashboard {
    private static final SeriesSelector NODE = SeriesSelector.NODE;
    private static final AlertSelector ALERTS = new AlertSelector(NODE.variables());
    private static final String CRITICAL = "severity=\"critical\"";
    private static final String WARNING = "severity=\"warning\"";
    private static final String CRITICAL_OR_WARNING = "severity=~\"critical|warning\"";
    private static final String OTHER = "severity!~\"critical|warning\"";
    private static final String BY_ALERT =
            "by (alertname, account_id, region, ecs_cluster, ecs_service, instance, container_name)";
    private static final String REGION = "${one_region}";

    private EcsAlertsDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-alerts",
                        "ECS alerts",
                        "Firing and pending alerts, their history, and the evaluation of rules.")
                .variables("up", NODE.jobMatcher(), NODE.variables())
                .dataSource(DataSourceVariable.CLOUDWATCH)
                .firstValue("one_region", "region", NODE.series("up"));
        now(dashboard);
        firing(dashboard);
        history(dashboard);
        workspace(dashboard.collapsedRow("Rules and notifications of Amazon Managed Prometheus in " + REGION));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of("Critical", NUMBER, "Firing critical alerts. No data if rules are not evaluated.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query(ALERTS.count(ALERTS.firing(CRITICAL)), ""))
                .panel(StatPanel.of("Warnings", NUMBER, "Firing warnings. No data if rules are not evaluated.")
                        .thresholds(Thresholds.highIsWarning(1))
                        .query(ALERTS.count(ALERTS.firing(WARNING)), ""))
                .panel(StatPanel.of(
                                "Pending",
                                NUMBER,
                                "Alerts whose condition is true, but not yet for as long as their rule requires.")
                        .query(ALERTS.count(ALERTS.pending()), ""))
                .panel(StatPanel.of("Services with an alert", NUMBER, "Services with at least one firing alert.")
                        .query(
                                ALERTS.count("count by (account_id, region, ecs_cluster, ecs_service) ("
                                        + ALERTS.firing("ecs_service!=\"\"", CRITICAL_OR_WARNING) + ")"),
                                ""))
                .panel(StatPanel.of(
                                "Watchdog",
                                NUMBER,
                                "EcsWatchdog fires as long as rules are evaluated. If it is missing, no alert can fire: "
                                        + "evaluation has stopped, or the rules are not in this workspace.")
                        .text(0, "missing")
                        .text(1, "works")
                        .thresholds(Thresholds.lowIsBad(1))
                        .query("max(" + ALERTS.watchdog() + ") or vector(0)", ""))
                .panel(StatPanel.of(
                                "Since last evaluation",
                                SECONDS,
                                "Time since the rules were last evaluated, once a minute. No data after five minutes.")
                        .thresholds(Thresholds.highIsBad(180))
                        .query("time() - max(timestamp(" + ALERTS.watchdog() + "))", ""));
    }

    private static void firing(Dashboard.Builder dashboard) {
        dashboard.panel(TablePanel.of(
                        "Firing alerts",
                        "Critical alerts first. Links lead from the alert to its runbook, from the service, task or instance "
                                + "to its dashboard. EcsWatchdog always fires: if it is missing, rules are not evaluated.")
                .height(9)
                .numbersFirst()
                .words(
                        "Severity",
                        NUMBER,
                        severities(),
                        anchored("max " + BY_ALERT + detailed(bySeverity())),
                        Map.of(0, "none", 2, "warning", 3, "critical"))
                .number("Active", AGE, Thresholds.none(), anchored("1000 * min " + BY_ALERT + detailed(activeSince())))
                .label("alertname", "Alert")
                .furtherLink("Alert", "Runbook", RunbookAnchors.RUNBOOKS + "#${__data.fields[\"Anchor\"].text}")
                .link(
                        "ecs_service",
                        "Service",
                        to("ecs-service").row("ecs_service", "Service").url())
                .label("instance", "Task or instance")
                .furtherLink("Task or instance", "ECS task", target("ecs-task"))
                .furtherLink("Task or instance", "ECS node", target("ecs-node"))
                .label("container_name", "Detail")
                .label("ecs_cluster", "Cluster")
                .label("region", "Region")
                .label("account_id", "Account")
                .hidden("anchor", "Anchor", RunbookAnchors.all())
                .columnWidth("Severity", 110)
                .columnWidth("Active", 130)
                .columnWidth("Alert", 280)
                .columnWidth("Task or instance", 290)
                .columnWidth("Detail", 200)
                .columnWidth("Cluster", 130)
                .columnWidth("Region", 120)
                .columnWidth("Account", 130)
                .highestFirst("Severity"));
    }

    private static Thresholds severities() {
        return new Thresholds("text", List.of(new Thresholds.Step(2, "orange"), new Thresholds.Step(3, "red")));
    }

    private static Drilldown to(String dashboard) {
        return Drilldown.to(dashboard)
                .row("account_id", "Account")
                .row("region", "Region")
                .row("ecs_cluster", "Cluster");
    }

    private static String target(String dashboard) {
        return to(dashboard)
                .row("ecs_service", "Service")
                .row("instance", "Task or instance")
                .url();
    }

    /** 3 for critical, 2 for warning, 0 for none. */
    private static String bySeverity() {
        return "3 * " + ALERTS.firing(CRITICAL) + " or 2 * " + ALERTS.firing(WARNING) + " or 0 * "
                + ALERTS.firing(OTHER);
    }

    private static String activeSince() {
        return ALERTS.activeSince() + " and ignoring (alertstate) " + ALERTS.firing();
    }

    /** Adds to the container what else tells alerts of one target apart, without the exporter's job. */
    private static String detailed(String alerts) {
        return " (label_replace(label_join(label_replace(" + alerts + ", \"job\", \"\", \"job\", \"node\"),"
                + " \"container_name\", \" \", \"container_name\", \"device\", \"pool_name\", \"collector\", \"exporter\","
                + " \"job\"), \"container_name\", \"$1\", \"container_name\", \" *(.*?) *\"))";
    }

    /** A copy of the alert's name, which the table turns into the anchor of its runbook. */
    private static String anchored(String alerts) {
        return "label_replace(" + alerts + ", \"anchor\", \"$1\", \"alertname\", \"(.+)\")";
    }

    private static void history(Dashboard.Builder dashboard) {
        dashboard
                .panel(StateTimelinePanel.of(
                                "Alerts over time",
                                "State of all alerts of a severity, then of each alert where it is worst. A gap of EcsWatchdog "
                                        + "is a time in which rules were not evaluated.")
                        .height(10)
                        .text(-1, "none")
                        .text(0, "works")
                        .text(1, "pending")
                        .text(2, "warning")
                        .text(3, "critical")
                        .thresholds(new Thresholds(
                                "green",
                                List.of(
                                        new Thresholds.Step(1, "text"),
                                        new Thresholds.Step(2, "orange"),
                                        new Thresholds.Step(3, "red"))))
                        .query("3 * max(" + ALERTS.firing(CRITICAL) + ")" + orNone(), "critical alerts")
                        .query("2 * max(" + ALERTS.firing(WARNING) + ")" + orNone(), "warnings")
                        .query(
                                "max by (alertname) (" + bySeverity() + " or " + ALERTS.pending() + ")",
                                "{{alertname}}"))
                .panel(TimeSeriesPanel.of(
                                "Alerts by severity", NUMBER, "Firing alerts of each severity, and pending alerts.")
                        .height(9)
                        .min(0)
                        .query(ALERTS.count(ALERTS.firing(CRITICAL)), "critical")
                        .query(ALERTS.count(ALERTS.firing(WARNING)), "warning")
                        .query(ALERTS.count(ALERTS.pending()), "pending")
                        .color("critical", "red")
                        .color("warning", "orange")
                        .color("pending", "text"))
                .panel(TimeSeriesPanel.of(
                                "Alerts by service",
                                NUMBER,
                                "Firing alerts of each service, the ten highest. Alerts on EC2 instances, clusters and the "
                                        + "workspace have no service.")
                        .height(9)
                        .min(0)
                        .query(byService(), "{{ecs_service}}"));
    }

    private static String orNone() {
        return " or -1 * max(" + ALERTS.watchdog() + ")";
    }

    private static String byService() {
        return "label_replace(topk(10, count by (ecs_service) (" + ALERTS.firing(CRITICAL_OR_WARNING)
                + ") or 0 * count by (ecs_service) (" + ALERTS.watchdog()
                + ")), \"ecs_service\", \"no service\", \"ecs_service\", \"\")";
    }

    private static void workspace(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Rule evaluations that failed or were missed",
                                NUMBER,
                                "Failed evaluations of rules, and evaluations of rule groups that were skipped since the one "
                                        + "before took too long, each minute. Only Amazon Managed Prometheus has these metrics.")
                        .min(0)
                        .query(rules("RuleEvaluationFailures", "failed"))
                        .query(rules("RuleGroupIterationsMissed", "missed")))
                .panel(TimeSeriesPanel.of(
                                "Notifications that failed or were throttled",
                                NUMBER,
                                "Notifications that the alert manager could not deliver, each minute. Only Amazon Managed "
                                        + "Prometheus has these metrics.")
                        .min(0)
                        .query(workspace("AlertManagerNotificationsFailed", "failed"))
                        .query(workspace("AlertManagerNotificationsThrottled", "throttled")));
    }

    private static CloudWatchQuery rules(String metric, String legend) {
        return workspace(metric, legend + " ${PROP('Dim.RuleGroup')}").dimension("RuleGroup", "*");
    }

    private static CloudWatchQuery workspace(String metric, String legend) {
        return CloudWatchQuery.of("AWS/Prometheus", metric, "Sum", legend)
                .region(REGION)
                .dimension("Workspace", "*");
    }
}
