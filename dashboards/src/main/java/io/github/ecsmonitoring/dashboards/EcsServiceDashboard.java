package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.model.PanelUnit.AGE;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.DURATION;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.PACKETS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.REQUESTS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.PanelUnit;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;
import java.util.List;
import java.util.Map;

/**
 * A service, or a family of batch tasks: its tasks compared with each other, its network, deployments and load
 * balancer.
 *
 * <p>Panels on utilization relate to the limits of tasks, which tasks on EC2 may lack; the panels beside them are
 * absolute. Metrics that only Fargate tasks have are in a collapsed row.
 */
final class EcsServiceDashboard {
    private static final SeriesSelector TASK = SeriesSelector.TASK;
    private static final SeriesSelector SERVICE = SeriesSelector.SERVICE;
    private static final ReportingTargets REPORTING = new ReportingTargets(TASK);
    private static final AlertSelector ALERTS = new AlertSelector(TASK.variables());
    /** Excludes EC2 instances, which have the same metrics. */
    private static final String TASKS_ONLY = "ecs_service!=\"\"";

    /** One series for each task; the containers have four times as many. */
    private static final String PULLED = TASK.series("ecs_task_image_pull_stop_timestamp_seconds");

    private static final String BY_TASK = "by (ecs_service, instance, ecs_task_revision, availability_zone)";
    private static final String EACH = TaskLegend.SERVICE_TASK;
    private static final String[] VARIABLES = {"account_id", "region", "ecs_cluster", "ecs_service", "instance"};

    private EcsServiceDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-service",
                        "ECS service",
                        "A service, or a family of batch tasks: tasks, utilization, network, deployments and load balancer.")
                .variables("up", TASK.jobMatcher() + "," + TASKS_ONLY, TASK.variables());
        ServiceAwsPanels.addVariables(dashboard, TASK.series("up", TASKS_ONLY));
        DeploymentAnnotations.addTo(dashboard, TASK);
        now(dashboard);
        tasks(dashboard.row("Tasks"));
        utilization(dashboard.row("CPU and memory"));
        network(dashboard.row("Network"));
        placement(dashboard.row("Placement and start"));
        fargate(dashboard.collapsedRow("Disk, retransmits and pressure (Fargate)"));
        app(dashboard.collapsedRow("App"));
        ServiceAwsPanels.addTo(dashboard);
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        dashboard
                .panel(stat(
                                "Tasks reporting",
                                NUMBER,
                                "Tasks that report now. 0 if there were some within the last hour.")
                        .query(
                                "sum(" + SERVICE.series("service:targets_up:count") + ") or 0 * sum("
                                        + SERVICE.series("service:targets_up:max1h") + ")",
                                ""))
                .panel(alerts("Critical alerts", "critical").thresholds(Thresholds.highIsBad(1)))
                .panel(alerts("Warnings", "warning").thresholds(Thresholds.highIsWarning(1)))
                .panel(stat("Highest CPU", SHARE, "CPU utilization of the busiest task, of its limit.")
                        .thresholds(Thresholds.highIsWarning(0.95))
                        .query("max(" + REPORTING.of(cpu()) + ")", ""))
                .panel(stat("Highest memory", SHARE, "Working set of the fullest task, of its limit.")
                        .thresholds(Thresholds.highIsWarning(0.9))
                        .query("max(" + REPORTING.of(memory()) + ")", ""))
                .panel(stat(
                                "Unhealthy",
                                NUMBER,
                                "Containers whose health check fails. No data if no container has a health check.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query(
                                "sum(" + REPORTING.of(TASK.series("ecs_container_health", "state=\"UNHEALTHY\"")) + ")",
                                ""))
                .panel(stat(
                                "Restarts in 1 h",
                                NUMBER,
                                "Restarts of containers by their restart policy, those of tasks that have ended included.")
                        .query("sum(changes(" + TASK.series("ecs_container_restarts_total") + "[1h]))", ""))
                .panel(stat(
                                "Youngest task",
                                DURATION,
                                "Age of the task that started last. If it never grows, tasks start and fail again and again.")
                        .query("min(time() - " + REPORTING.of(started()) + ")", ""));
    }

    private static StatPanel stat(String title, PanelUnit unit, String description) {
        return StatPanel.of(title, unit, description).width(3);
    }

    private static StatPanel alerts(String title, String severity) {
        return stat(
                        title,
                        NUMBER,
                        "Firing alerts of severity " + severity
                                + " on the service and its tasks. No data if rules are not evaluated.")
                .link("ECS alerts", Drilldown.to("ecs-alerts").keep(VARIABLES).url())
                .query(ALERTS.count(ALERTS.firing(TASKS_ONLY, "severity=\"" + severity + "\"")), "");
    }

    private static void tasks(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Tasks reporting",
                                NUMBER,
                                "Tasks that report, and the most that did within the hour before. The desired count is in the "
                                        + "row CloudWatch.")
                        .width(8)
                        .height(9)
                        .min(0)
                        .query("sum(" + SERVICE.series("service:targets_up:count") + ")", "reporting")
                        .query("sum(" + SERVICE.series("service:targets_up:max1h") + ")", "most in the hour before"))
                .panel(TimeSeriesPanel.of(
                                "Tasks by revision",
                                NUMBER,
                                "Tasks of each revision of the task definition. Two revisions at once are a deployment.")
                        .width(8)
                        .height(9)
                        .stacked()
                        .min(0)
                        .query(
                                "topk(20, count by (ecs_task_family, ecs_task_revision) (" + reporting() + "))",
                                "{{ecs_task_family}}:{{ecs_task_revision}}"))
                .panel(TimeSeriesPanel.of(
                                "Task age",
                                SECONDS,
                                "Time since a task pulled its images, right before it starts. The youngest falls to 0 when a "
                                        + "task starts.")
                        .width(8)
                        .height(9)
                        .min(0)
                        .query("time() - max(" + PULLED + ")", "youngest")
                        .query("time() - avg(" + PULLED + ")", "average")
                        .query("time() - min(" + PULLED + ")", "oldest"))
                .panel(TablePanel.of(
                                "Tasks",
                                "Tasks that report now. CPU and memory are shares of the task's limit, which tasks on EC2 may "
                                        + "lack. Health is that of the worst container; without a health check there is no data.")
                        .height(8)
                        .link("ecs_service", "Service", row("ecs-service").url())
                        .link(
                                "instance",
                                "Task",
                                row("ecs-task").row("instance", "Task").url())
                        .label("ecs_task_revision", "Revision")
                        .label("availability_zone", "Zone")
                        .number("Started", AGE, Thresholds.none(), byTask("min", "1000 * " + started()))
                        .words(
                                "Health",
                                NUMBER,
                                new Thresholds(
                                        "green",
                                        List.of(new Thresholds.Step(1, "text"), new Thresholds.Step(2, "red"))),
                                byTask("max", health()),
                                Map.of(0, "healthy", 1, "unknown", 2, "unhealthy"))
                        .number("CPU", SHARE, Thresholds.highIsWarning(0.95), byTask("max", cpu()))
                        .number("Memory", SHARE, Thresholds.highIsWarning(0.9), byTask("max", memory()))
                        .number(
                                "Restarts in 1 h",
                                NUMBER,
                                Thresholds.none(),
                                byTask("sum", "changes(" + TASK.series("ecs_container_restarts_total") + "[1h])"))
                        .columnWidth("Task", 300)
                        .columnWidth("Revision", 100)
                        .columnWidth("Zone", 130)
                        .columnWidth("Started", 150)
                        .columnWidth("Health", 110)
                        .columnWidth("CPU", 100)
                        .columnWidth("Memory", 100)
                        .columnWidth("Restarts in 1 h", 130)
                        .link("ECS console", ServiceAwsPanels.servicesConsole())
                        .link("CloudWatch Logs Insights", ServiceAwsPanels.logsConsole()));
    }

    private static Drilldown row(String dashboard) {
        return Drilldown.to(dashboard)
                .keep("account_id", "region", "ecs_cluster")
                .row("ecs_service", "Service");
    }

    private static String byTask(String aggregation, String expr) {
        return aggregation + " " + BY_TASK + " (" + REPORTING.of(expr) + ")";
    }

    private static String reporting() {
        return REPORTING.state(TASKS_ONLY) + " == 1";
    }

    /** When the first container of each task started. */
    private static String started() {
        return "min without (container_name) (" + TASK.series("ecs_container_start_timestamp_seconds") + ")";
    }

    private static String health() {
        return "2 * " + TASK.series("ecs_container_health", "state=\"UNHEALTHY\"") + " or "
                + TASK.series("ecs_container_health", "state=\"UNKNOWN\"");
    }

    private static String cpu() {
        return TASK.series("instance:ecs_task_cpu_utilisation:ratio_rate5m");
    }

    private static String memory() {
        return TASK.series("instance:ecs_task_memory_utilisation:ratio");
    }

    private static void utilization(Dashboard.Builder dashboard) {
        dashboard
                .panel(spread(
                                "CPU utilization",
                                "CPU time of tasks, of their limits. Tasks on EC2 without a limit are left out. The dashed "
                                        + "line is the threshold of an alert.",
                                cpu())
                        .line(0.95))
                .panel(spread(
                                "Memory utilization",
                                "Working set of tasks, of their limits. Tasks on EC2 without a limit are left out. The dashed "
                                        + "line is the threshold of an alert.",
                                memory())
                        .max(1)
                        .line(0.9))
                .panel(TimeSeriesPanel.of("CPUs in use by task", NUMBER, "vCPUs that each task uses, the ten highest.")
                        .height(10)
                        .min(0)
                        .query(highest("sum", TASK.rate("ecs_container_cpu_usage_seconds_total")), EACH))
                .panel(TimeSeriesPanel.of(
                                "Memory in use by task", BYTES, "Working set of each task in bytes, the ten highest.")
                        .height(10)
                        .min(0)
                        .query(highest("sum", TASK.series("ecs_container_memory_working_set_bytes")), EACH));
    }

    private static TimeSeriesPanel spread(String title, String description, String expr) {
        return TimeSeriesPanel.of(title, SHARE, description)
                .min(0)
                .query("max(" + expr + ")", "highest task")
                .query("avg(" + expr + ")", "average")
                .query("min(" + expr + ")", "lowest task");
    }

    private static String highest(String aggregation, String expr) {
        return TaskLegend.names("topk(10, " + aggregation + " by (ecs_service, instance) (" + expr + "))");
    }

    private static void network(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Network traffic",
                                BYTES_PER_SECOND,
                                "Bytes received (above 0) and sent (below 0) by all tasks. Tasks in host mode have none of "
                                        + "their own.")
                        .query("sum(" + TASK.rate("ecs_network_receive_bytes_total") + ")", "received")
                        .query("-sum(" + TASK.rate("ecs_network_transmit_bytes_total") + ")", "sent"))
                .panel(TimeSeriesPanel.of(
                                "Network errors and drops",
                                PACKETS_PER_SECOND,
                                "Packets with errors and packets dropped by all tasks, both directions.")
                        .min(0)
                        .query(bothDirections("errors"), "errors")
                        .query(bothDirections("packets_dropped"), "drops"));
    }

    private static String bothDirections(String kind) {
        return "sum(" + TASK.rate("ecs_network_receive_" + kind + "_total") + " + "
                + TASK.rate("ecs_network_transmit_" + kind + "_total") + ")";
    }

    private static void placement(Dashboard.Builder dashboard) {
        String pull = PULLED + " - " + TASK.series("ecs_task_image_pull_start_timestamp_seconds");
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Tasks by availability zone",
                                NUMBER,
                                "Tasks in each availability zone. A service in one zone does not survive its failure.")
                        .stacked()
                        .min(0)
                        .query("count by (availability_zone) (" + reporting() + ")", "{{availability_zone}}"))
                .panel(TimeSeriesPanel.of(
                                "Image pull time",
                                SECONDS,
                                "Time that the tasks which report took to pull their images before they started. The dashed "
                                        + "line is the threshold of an alert.")
                        .min(0)
                        .line(300)
                        .query("max(" + pull + ")", "slowest task")
                        .query("avg(" + pull + ")", "average"));
    }

    private static void fargate(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Least disk space free",
                                SHARE,
                                "Free share of the fullest writable file system of a task, the ten lowest. Below the dashed "
                                        + "line an alert fires. Fargate only.")
                        .width(8)
                        .height(10)
                        .min(0)
                        .max(1)
                        .line(0.1)
                        .query(
                                TaskLegend.names("bottomk(10, min by (ecs_service, instance) ("
                                        + TASK.series("instance:node_filesystem_avail:ratio_min", TASKS_ONLY) + "))"),
                                EACH))
                .panel(TimeSeriesPanel.of(
                                "TCP retransmits",
                                SHARE,
                                "TCP segments that were sent again, of all that were sent, the ten highest. More than a few "
                                        + "percent slow down requests. Fargate only.")
                        .width(8)
                        .height(10)
                        .min(0)
                        .query(
                                highest(
                                        "max",
                                        "clamp_max(" + TASK.rate("node_netstat_Tcp_RetransSegs", TASKS_ONLY) + " / ("
                                                + TASK.rate("node_netstat_Tcp_OutSegs", TASKS_ONLY) + " > 0), 1)"),
                                EACH))
                .panel(TimeSeriesPanel.of(
                                "Pressure",
                                SHARE,
                                "Share of time in which processes waited for CPU, memory or a disk, the five highest tasks of "
                                        + "each. Fargate only.")
                        .width(8)
                        .height(10)
                        .min(0)
                        .query(pressure("cpu"), "CPU " + EACH)
                        .query(pressure("memory"), "memory " + EACH)
                        .query(pressure("io"), "disk " + EACH));
    }

    private static String pressure(String resource) {
        return TaskLegend.names("topk(5, max by (ecs_service, instance) ("
                + TASK.series("instance:node_pressure_" + resource + ":ratio_rate5m", TASKS_ONLY) + "))");
    }

    private static void app(Dashboard.Builder dashboard) {
        String legend = "{{ecs_service}} {{job}}";
        dashboard
                .panel(app("Requests", REQUESTS_PER_SECOND, "Requests per second, the ten highest.")
                        .query("topk(10, " + SERVICE.series("service:http_requests:rate5m") + ")", legend))
                .panel(app(
                                "Error ratio",
                                SHARE,
                                "Share of responses with a status of 500 or more, the ten highest. The dashed line is the "
                                        + "threshold of an alert.")
                        .line(0.05)
                        .query("topk(10, " + SERVICE.series("service:http_errors:ratio_rate5m") + ")", legend))
                .panel(app(
                                "95th percentile of durations",
                                SECONDS,
                                "95% of the requests are answered within this time.")
                        .query(
                                "topk(10, " + SERVICE.series("service:http_request_duration_seconds:p95_5m") + ")",
                                legend));
    }

    private static TimeSeriesPanel app(String title, PanelUnit unit, String description) {
        return TimeSeriesPanel.of(
                        title, unit, description + " Only apps with metrics of Micrometer or OpenTelemetry have data.")
                .width(8)
                .min(0)
                .link("ECS app", Drilldown.to("ecs-app").keep(VARIABLES).url());
    }
}
