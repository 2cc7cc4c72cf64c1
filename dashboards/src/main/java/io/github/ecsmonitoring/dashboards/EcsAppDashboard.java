package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.AppMetrics.either;
import static io.github.ecsmonitoring.dashboards.AppMetrics.reporting;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.REQUESTS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;

import io.github.ecsmonitoring.dashboards.AppMetrics.LabelNames;
import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.DataSourceVariable;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;
import io.github.ecsmonitoring.dashboards.model.XRayQuery;

/**
 * Requests, errors, latency, heap, garbage collection, threads and pools of apps, from the metrics of Micrometer or
 * OpenTelemetry. Colors and dashed lines are the alert thresholds of {@code rules/ecs-app.yaml}.
 *
 * @see <a href="https://grafana.com/blog/2018/08/02/the-red-method-how-to-instrument-your-services/">The RED method</a>
 */
final class EcsAppDashboard {
    private static final SeriesSelector APP = SeriesSelector.ANY_JOB;
    private static final SeriesSelector NODE = SeriesSelector.NODE;
    private static final String BY_SERVICE = "by (ecs_service, job)";
    private static final String SERVICE = "{{ecs_service}} {{job}}";
    private static final String BY_TASK = "by (ecs_service, instance, job)";
    private static final String TASK = TaskLegend.SERVICE_TASK + " {{job}}";

    private static final String ONE_SERVICE = Drilldown.to("ecs-service")
            .keep("account_id", "region", "ecs_cluster")
            .label("ecs_service")
            .url();
    private static final String ONE_TASK = Drilldown.to("ecs-task")
            .keep("account_id", "region", "ecs_cluster")
            .label("ecs_service")
            .label("instance")
            .url();

    private EcsAppDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-app",
                        "ECS app",
                        "Requests, errors, latency, heap, threads and pools of apps with metrics of Micrometer or OpenTelemetry.")
                .variables("up", NODE.jobMatcher(), NODE.variables())
                .dataSource(DataSourceVariable.X_RAY)
                .firstValue("one_region", "region", NODE.series("up"))
                .firstValue("one_service", "ecs_service", NODE.series("up", "ecs_service!=\"\""));
        now(dashboard);
        requests(dashboard.row("Requests"));
        jvm(dashboard.collapsedRow("Java virtual machines"));
        pools(dashboard.collapsedRow("Threads and connections"));
        routes(dashboard.collapsedRow("Routes"));
        traces(dashboard.collapsedRow("X-Ray: ${one_service} in ${one_region}"));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of(
                                "Requests",
                                REQUESTS_PER_SECOND,
                                "Requests per second of all selected tasks that report now.")
                        .query("sum(" + reporting(AppMetrics.requests()) + ")", ""))
                .panel(StatPanel.of(
                                "Highest error ratio",
                                SHARE,
                                "Share of responses with a status of 500 or more, of the service where it is highest. No data without requests.")
                        .thresholds(Thresholds.highIsBad(0.05))
                        .query(
                                "max(" + SeriesSelector.SERVICE.series("service:http_errors:ratio_rate5m")
                                        + " and on (account_id, region, ecs_cluster, ecs_service) "
                                        + NODE.series("up") + " == 1)",
                                ""))
                .panel(StatPanel.of(
                                "95th percentile",
                                SECONDS,
                                "95% of the requests are answered within this time. Needs histogram buckets: in Spring Boot "
                                        + "management.metrics.distribution.percentiles-histogram.http.server.requests.")
                        .query(AppMetrics.quantile(0.95) + " and on () count(" + NODE.series("up") + " == 1)", ""))
                .panel(StatPanel.of("Highest heap use", SHARE, "Used share of the heap of the JVM where it is highest.")
                        .thresholds(Thresholds.highIsBad(0.9))
                        .query("max(" + reporting(APP.series("instance:jvm_heap_utilisation:ratio")) + ")", ""))
                .panel(StatPanel.of(
                                "Highest GC time",
                                SHARE,
                                "Share of time in which the JVM that is worst off is stopped for garbage collection.")
                        .thresholds(Thresholds.highIsBad(0.25))
                        .query("max(" + reporting(APP.series("instance:jvm_gc_pause:ratio_rate5m")) + ")", ""))
                .panel(StatPanel.of(
                                "Waiting for connections",
                                NUMBER,
                                "Threads that wait for a database connection, since all of their pool are in use.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query("sum(" + reporting(waiting()) + ")", ""));
    }

    private static void requests(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Requests by status",
                                REQUESTS_PER_SECOND,
                                "Requests per second by the class of their status.")
                        .width(8)
                        .min(0)
                        .query(
                                "sum by (class) ("
                                        + AppMetrics.labelled("class", "(.)..", "${1}xx", LabelNames.STATUS, "count")
                                        + ")",
                                "{{class}}"))
                .panel(TimeSeriesPanel.of(
                                "Error ratio",
                                SHARE,
                                "Share of responses with a status of 500 or more, of all tasks of a service, the ten highest.")
                        .width(8)
                        .min(0)
                        .line(0.05)
                        .seriesLink("Service", ONE_SERVICE)
                        .query(
                                "topk(10, " + SeriesSelector.SERVICE.series("service:http_errors:ratio_rate5m") + ")",
                                SERVICE))
                .panel(TimeSeriesPanel.of(
                                "Request duration",
                                SECONDS,
                                "Durations of all requests of the selected services. Percentiles need histogram buckets, the average does not.")
                        .width(8)
                        .min(0)
                        .query(AppMetrics.quantile(0.5), "50%")
                        .query(AppMetrics.quantile(0.95), "95%")
                        .query(AppMetrics.quantile(0.99), "99%")
                        .query(
                                "sum(" + AppMetrics.durations() + ") / (sum(" + AppMetrics.requests() + ") > 0)",
                                "average"))
                .panel(TimeSeriesPanel.of(
                                "Requests by service", REQUESTS_PER_SECOND, "Requests per second, the ten highest.")
                        .min(0)
                        .query("topk(10, sum " + BY_SERVICE + " (" + AppMetrics.requests() + "))", SERVICE))
                .panel(TimeSeriesPanel.of(
                                "95th percentile by service",
                                SECONDS,
                                "Time within which 95% of the requests are answered, of all tasks of a service, the ten highest.")
                        .min(0)
                        .seriesLink("Service", ONE_SERVICE)
                        .query(
                                "topk(10, "
                                        + SeriesSelector.SERVICE.series("service:http_request_duration_seconds:p95_5m")
                                        + ")",
                                SERVICE));
    }

    private static void jvm(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Heap utilization", SHARE, "Used share of the heap of each JVM, the ten highest.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .seriesLink("Task", ONE_TASK)
                        .query(highest(APP.series("instance:jvm_heap_utilisation:ratio")), TASK))
                .panel(TimeSeriesPanel.of("Heap", BYTES, "Used bytes of the heap of each JVM, the ten highest.")
                        .width(8)
                        .min(0)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                highest("sum " + BY_TASK + " ("
                                        + either(
                                                APP.series("jvm_memory_used_bytes", "area=\"heap\""),
                                                APP.series("jvm_memory_used_bytes", "jvm_memory_type=\"heap\""))
                                        + ")"),
                                TASK))
                .panel(TimeSeriesPanel.of(
                                "Garbage collection",
                                SHARE,
                                "Share of time in which a JVM is stopped for garbage collection, the ten highest.")
                        .width(8)
                        .min(0)
                        .line(0.25)
                        .seriesLink("Task", ONE_TASK)
                        .query(highest(APP.series("instance:jvm_gc_pause:ratio_rate5m")), TASK))
                .panel(TimeSeriesPanel.of(
                                "CPU utilization of processes",
                                SHARE,
                                "CPU time of each process against the CPUs that its JVM sees, the ten highest.")
                        .min(0)
                        .max(1)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                highest(either(
                                        APP.series("process_cpu_usage"),
                                        APP.series("jvm_cpu_recent_utilization_ratio"))),
                                TASK))
                .panel(TimeSeriesPanel.of("Threads", NUMBER, "Live threads of each JVM, the ten highest.")
                        .min(0)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                highest("sum " + BY_TASK + " ("
                                        + either(APP.series("jvm_threads_live_threads"), APP.series("jvm_thread_count"))
                                        + ")"),
                                TASK));
    }

    private static void pools(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Busy request threads",
                                SHARE,
                                "Busy share of Tomcat's request threads, the ten highest. Needs "
                                        + "server.tomcat.mbeanregistry.enabled in Spring Boot; OpenTelemetry has none.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                highest(APP.series("tomcat_threads_busy_threads") + " / ("
                                        + APP.series("tomcat_threads_config_max_threads") + " > 0)"),
                                TASK + " {{name}}"))
                .panel(TimeSeriesPanel.of(
                                "Database connections in use",
                                SHARE,
                                "Connections in use against the size of their pool (HikariCP, or OpenTelemetry's client "
                                        + "connections), the ten highest.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                highest(either(
                                        APP.series("hikaricp_connections_active") + " / "
                                                + APP.series("hikaricp_connections_max"),
                                        APP.series("db_client_connections_usage", "state=\"used\"")
                                                + " / ignoring (state) " + APP.series("db_client_connections_max"))),
                                TASK + " {{pool}}{{pool_name}}"))
                .panel(TimeSeriesPanel.of(
                                "Threads waiting for a connection",
                                NUMBER,
                                "Threads that wait for a connection of their pool, the ten highest.")
                        .width(8)
                        .min(0)
                        .line(1)
                        .seriesLink("Task", ONE_TASK)
                        .query(highest(waiting()), TASK + " {{pool}}{{pool_name}}"));
    }

    private static void routes(Dashboard.Builder dashboard) {
        String busiest = "topk(20, " + byRoute("count") + ")";
        dashboard.panel(TablePanel.of("Busiest routes", "The twenty routes with most requests, over the rate interval.")
                .label("ecs_service", "Service")
                .label("job", "Job")
                .label("route", "Route")
                .number("Requests per second", REQUESTS_PER_SECOND, Thresholds.none(), busiest)
                .number(
                        "Average duration",
                        SECONDS,
                        Thresholds.none(),
                        byRoute("sum") + " / (" + byRoute("count") + " > 0) and " + busiest)
                .columnWidth("Requests per second", 190)
                .columnWidth("Average duration", 170)
                .highestFirst("Requests per second"));
    }

    private static void traces(Dashboard.Builder dashboard) {
        String filter = "service(\"${one_service}\")";
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Traced requests",
                                NUMBER,
                                "Requests, errors, faults and response time that X-Ray has counted for the first selected service. "
                                        + "The app's service.name must be the name of the service.")
                        .width(24)
                        .query(XRayQuery.statistics(filter, "${one_region}")))
                .panel(TablePanel.of("Traces", "Latest traces of the first selected service.")
                        .query(XRayQuery.traces(filter, "${one_region}")));
    }

    private static String byRoute(String metric) {
        return "sum by (ecs_service, job, route) ("
                + AppMetrics.labelled("route", "(.*)", "$1", LabelNames.ROUTE, metric) + ")";
    }

    private static String waiting() {
        return either(APP.series("hikaricp_connections_pending"), APP.series("db_client_connections_pending_requests"));
    }

    private static String highest(String expr) {
        return TaskLegend.names("topk(10, " + expr + ")");
    }
}
