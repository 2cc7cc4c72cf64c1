package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;
import java.util.Map;

/**
 * All services and EC2 instances of all accounts, regions and clusters: the entry, from which links lead to one service
 * or one instance. Batch tasks are listed under their task family.
 *
 * <p>Panels read recorded metrics where there are any, since a fleet has hundreds of tasks.
 */
final class EcsFleetDashboard {
    private static final SeriesSelector SERVICE = SeriesSelector.SERVICE;
    private static final SeriesSelector FLEET = SeriesSelector.FLEET;
    private static final ReportingTargets REPORTING = new ReportingTargets(FLEET);
    private static final ReportingTargets ALL_JOBS = new ReportingTargets(SERVICE);
    private static final AlertSelector ALERTS = new AlertSelector(SERVICE.variables());
    private static final String BY_SERVICE = "by (account_id, region, ecs_cluster, ecs_service)";
    private static final String BY_INSTANCE =
            "by (account_id, region, availability_zone, ecs_cluster, instance, instance_type)";
    /** Tasks whose application may not answer yet, as in the alert EcsTargetDown. */
    private static final String STARTING = "time() - min by (account_id, region, instance) ("
            + FLEET.series("ecs_container_start_timestamp_seconds") + ") < 600";

    private static final String EACH_SERVICE = "{{ecs_cluster}} / {{ecs_service}} ({{region}})";
    private static final String TO_ALERTS = Drilldown.to("ecs-alerts")
            .keep("account_id", "region", "ecs_cluster", "ecs_service")
            .url();

    private EcsFleetDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-fleet",
                        "ECS fleet",
                        "All services, batch tasks and EC2 instances with their state, alerts and utilization.")
                .variables("up", FLEET.jobMatcher(), FLEET.variables());
        now(dashboard);
        services(dashboard);
        utilization(dashboard);
        instances(dashboard.collapsedRow("EC2 instances"));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        dashboard
                .panel(stat("Services reporting", "Services and families of batch tasks with a task that reports now.")
                        .query("count(" + SERVICE.series("service:targets_up:count") + ")", ""))
                .panel(stat("Tasks reporting", "Tasks that report now.")
                        .query("sum(" + SERVICE.series("service:targets_up:count") + ")", ""))
                .panel(stat(
                                "Targets down",
                                "Targets of any job that the collector cannot scrape now. A task has ten minutes to start. A "
                                        + "task that is gone altogether is not counted: its service has an alert.")
                        .thresholds(Thresholds.highIsWarning(1))
                        .query(
                                "count(" + ALL_JOBS.state() + " == 0 unless on (account_id, region, instance) "
                                        + STARTING + ") or 0 * count(" + ALL_JOBS.state() + ")",
                                ""))
                .panel(alerts("Critical alerts", "critical").thresholds(Thresholds.highIsBad(1)))
                .panel(alerts("Warnings", "warning").thresholds(Thresholds.highIsWarning(1)))
                .panel(share("Highest CPU", "CPU utilization of the busiest task or EC2 instance.")
                        .thresholds(Thresholds.highIsWarning(0.95))
                        .query(
                                "max("
                                        + REPORTING.of(SERVICE.series("instance:ecs_task_cpu_utilisation:ratio_rate5m")
                                                + " or "
                                                + SERVICE.series("instance:node_cpu_utilisation:ratio_rate5m"))
                                        + ")",
                                ""))
                .panel(share(
                                "Highest memory",
                                "Memory utilization of the task or EC2 instance with the least memory left.")
                        .thresholds(Thresholds.highIsWarning(0.9))
                        .query(
                                "max("
                                        + REPORTING.of(SERVICE.series("instance:ecs_task_memory_utilisation:ratio")
                                                + " or " + SERVICE.series("instance:node_memory_utilisation:ratio"))
                                        + ")",
                                ""))
                .panel(share(
                                "Least disk free",
                                "Free share of the fullest writable file system of Fargate tasks and EC2 instances.")
                        .thresholds(Thresholds.lowIsBad(0.1))
                        .query(
                                "min(" + REPORTING.of(SERVICE.series("instance:node_filesystem_avail:ratio_min")) + ")",
                                ""));
    }

    private static StatPanel stat(String title, String description) {
        return StatPanel.of(title, NUMBER, description).width(3);
    }

    private static StatPanel share(String title, String description) {
        return StatPanel.of(title, SHARE, description).width(3);
    }

    private static StatPanel alerts(String title, String severity) {
        return stat(
                        title,
                        "Firing alerts of severity " + severity
                                + ", those on whole clusters included. No data if rules are not evaluated.")
                .link("ECS alerts", TO_ALERTS)
                .query(ALERTS.count(ALERTS.firing("severity=\"" + severity + "\"")), "");
    }

    private static void services(Dashboard.Builder dashboard) {
        String up = SERVICE.series("service:targets_up:count");
        String most = SERVICE.series("service:targets_up:max1h");
        dashboard.panel(TablePanel.of(
                        "Services",
                        "Services and families of batch tasks that reported within the last hour, with the values of their "
                                + "worst task. CPU and memory relate to the limits of tasks, which tasks on EC2 may lack; "
                                + "unhealthy containers need a health check.")
                .height(11)
                .label("account_id", "Account")
                .label("region", "Region")
                .label("ecs_cluster", "Cluster")
                .link(
                        "ecs_service",
                        "Service",
                        Drilldown.to("ecs-service")
                                .row("account_id", "Account")
                                .row("region", "Region")
                                .row("ecs_cluster", "Cluster")
                                .row("ecs_service", "Service")
                                .url())
                .number("Critical", NUMBER, Thresholds.highIsBad(1), alertsByService("critical"))
                .number("Warnings", NUMBER, Thresholds.highIsWarning(1), alertsByService("warning"))
                .number("Tasks", NUMBER, Thresholds.none(), byService(up + " or 0 * " + most))
                .number("Most in 1 h", NUMBER, Thresholds.none(), byService(most))
                .number(
                        "Highest CPU",
                        SHARE,
                        Thresholds.highIsWarning(0.95),
                        ofReporting(SERVICE.series("service:ecs_task_cpu_utilisation:ratio_rate5m_max")))
                .number(
                        "Highest memory",
                        SHARE,
                        Thresholds.highIsWarning(0.9),
                        ofReporting(SERVICE.series("service:ecs_task_memory_utilisation:ratio_max")))
                .number(
                        "Unhealthy",
                        NUMBER,
                        Thresholds.highIsBad(1),
                        "sum " + BY_SERVICE + " ("
                                + REPORTING.of(FLEET.series("ecs_container_health", "state=\"UNHEALTHY\"")) + ")")
                .number(
                        "Restarts in 1 h",
                        NUMBER,
                        Thresholds.none(),
                        "sum " + BY_SERVICE + " (changes(" + FLEET.series("ecs_container_restarts_total") + "[1h]))")
                .columnWidth("Account", 130)
                .columnWidth("Region", 120)
                .columnWidth("Critical", 105)
                .columnWidth("Warnings", 110)
                .columnWidth("Tasks", 80)
                .columnWidth("Most in 1 h", 105)
                .columnWidth("Highest CPU", 125)
                .columnWidth("Highest memory", 150)
                .columnWidth("Unhealthy", 100)
                .columnWidth("Restarts in 1 h", 135)
                .highestFirst("Critical"));
    }

    /** A service without alerts has 0, but only while rules are evaluated, as the recorded metric shows. */
    private static String alertsByService(String severity) {
        return "count " + BY_SERVICE + " (" + ALERTS.firing("ecs_service!=\"\"", "severity=\"" + severity + "\"")
                + ") or 0 * " + SERVICE.series("service:targets_up:max1h");
    }

    private static String ofReporting(String expr) {
        return byService(expr + " and " + SERVICE.series("service:targets_up:count"));
    }

    /** Without the name of the metric, by which Grafana would not merge the columns. */
    private static String byService(String expr) {
        return "max " + BY_SERVICE + " (" + expr + ")";
    }

    private static void utilization(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "CPU utilization by service",
                                SHARE,
                                "CPU utilization of the busiest task of each service, the ten highest. The dashed line is "
                                        + "the threshold of an alert.")
                        .height(10)
                        .min(0)
                        .line(0.95)
                        .query(
                                highest(SERVICE.series("service:ecs_task_cpu_utilisation:ratio_rate5m_max")),
                                EACH_SERVICE))
                .panel(TimeSeriesPanel.of(
                                "Memory utilization by service",
                                SHARE,
                                "Memory utilization of the fullest task of each service, the ten highest. The dashed line "
                                        + "is the threshold of an alert.")
                        .height(10)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .query(highest(SERVICE.series("service:ecs_task_memory_utilisation:ratio_max")), EACH_SERVICE))
                .panel(TimeSeriesPanel.of(
                                "Network traffic by service",
                                BYTES_PER_SECOND,
                                "Bytes received (above 0) and sent (below 0) by all tasks of each service, the ten highest.")
                        .height(10)
                        .query(highest(traffic("receive")), "received " + EACH_SERVICE)
                        .query("-" + highest(traffic("transmit")), "sent " + EACH_SERVICE))
                .panel(TimeSeriesPanel.of(
                                "Pressure by service",
                                SHARE,
                                "Share of time in which processes waited for CPU, memory or a disk, on the Fargate task or "
                                        + "EC2 instance where it is highest, the seven highest of each.")
                        .height(10)
                        .min(0)
                        .query(pressure("cpu"), "CPU " + EACH_SERVICE)
                        .query(pressure("memory"), "memory " + EACH_SERVICE)
                        .query(pressure("io"), "disk " + EACH_SERVICE));
    }

    private static String highest(String expr) {
        return "topk(10, " + expr + ")";
    }

    private static String traffic(String direction) {
        return "sum " + BY_SERVICE + " (" + FLEET.rate("ecs_network_" + direction + "_bytes_total") + ")";
    }

    private static String pressure(String resource) {
        return TaskLegend.names("topk(7, max " + BY_SERVICE + " ("
                + SERVICE.series("instance:node_pressure_" + resource + ":ratio_rate5m") + "))");
    }

    private static void instances(Dashboard.Builder dashboard) {
        dashboard.panel(TablePanel.of(
                        "EC2 instances",
                        "EC2 instances of the clusters. They belong to no service, so they are listed if all services are "
                                + "selected. A cluster with Fargate tasks only has none.")
                .height(7)
                .label("account_id", "Account")
                .label("region", "Region")
                .label("availability_zone", "Zone")
                .label("ecs_cluster", "Cluster")
                .link(
                        "instance",
                        "Instance",
                        Drilldown.to("ecs-node")
                                .row("account_id", "Account")
                                .row("region", "Region")
                                .row("ecs_cluster", "Cluster")
                                .keep("ecs_service")
                                .row("instance", "Instance")
                                .url())
                .label("instance_type", "Type")
                .words(
                        "Exporter",
                        NUMBER,
                        Thresholds.lowIsBad(1),
                        "max " + BY_INSTANCE + " (" + REPORTING.state("ecs_service=\"\"") + ")",
                        Map.of(0, "down", 1, "up"))
                .number(
                        "CPU",
                        SHARE,
                        Thresholds.highIsWarning(0.95),
                        byInstance("instance:node_cpu_utilisation:ratio_rate5m"))
                .number(
                        "Memory",
                        SHARE,
                        Thresholds.highIsWarning(0.92),
                        byInstance("instance:node_memory_utilisation:ratio"))
                .number(
                        "Load per CPU",
                        NUMBER,
                        Thresholds.highIsWarning(1.5),
                        byInstance("instance:node_load1_per_cpu:ratio"))
                .number(
                        "Disk free",
                        SHARE,
                        Thresholds.lowIsBad(0.1),
                        byInstance("instance:node_filesystem_avail:ratio_min"))
                .columnWidth("Account", 130)
                .columnWidth("Region", 120)
                .columnWidth("Zone", 120)
                .columnWidth("Type", 120)
                .columnWidth("Exporter", 100)
                .columnWidth("CPU", 100)
                .columnWidth("Memory", 100)
                .columnWidth("Load per CPU", 140)
                .columnWidth("Disk free", 100)
                .highestFirst("CPU"));
    }

    private static String byInstance(String metric) {
        return "max " + BY_INSTANCE + " (" + REPORTING.of(SERVICE.series(metric, "ecs_service=\"\"")) + ")";
    }
}
