package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;

import io.github.ecsmonitoring.dashboards.model.CloudWatchQuery;
import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.DataSourceVariable;
import io.github.ecsmonitoring.dashboards.model.PanelUnit;
import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;
import io.github.ecsmonitoring.dashboards.model.XRayQuery;

/**
 * Panels of CloudWatch and X-Ray, in collapsed rows of {@link EcsServiceDashboard}. Both read one region and one
 * cluster or service: the first that is selected.
 */
final class ServiceAwsPanels {
    private static final String ONE_REGION = "${one_region}";
    private static final String ONE_CLUSTER = "${one_cluster}";
    private static final String ONE_SERVICE = "${one_service}";
    private static final String CONSOLE = "https://" + ONE_REGION + ".console.aws.amazon.com";

    private ServiceAwsPanels() {}

    /** @param tasks selector of one series for each task */
    static void addVariables(Dashboard.Builder dashboard, String tasks) {
        dashboard
                .dataSource(DataSourceVariable.CLOUDWATCH)
                .dataSource(DataSourceVariable.X_RAY)
                .firstValue("one_region", "region", tasks)
                .firstValue("one_cluster", "ecs_cluster", tasks)
                .firstValue("one_service", "ecs_service", tasks);
    }

    static void addTo(Dashboard.Builder dashboard) {
        cloudWatch(dashboard.collapsedRow("CloudWatch: cluster " + ONE_CLUSTER + " in " + ONE_REGION));
        xRay(dashboard.collapsedRow("X-Ray: " + ONE_SERVICE + " in " + ONE_REGION));
    }

    /** The services of the cluster, since the label ecs_service need not be the name of one. */
    static String servicesConsole() {
        return CONSOLE + "/ecs/v2/clusters/" + ONE_CLUSTER + "/services?region=" + ONE_REGION;
    }

    static String logsConsole() {
        return CONSOLE + "/cloudwatch/home?region=" + ONE_REGION + "#logsV2:logs-insights";
    }

    private static String tracesConsole() {
        return CONSOLE + "/cloudwatch/home?region=" + ONE_REGION + "#xray:traces/query";
    }

    private static void cloudWatch(Dashboard.Builder dashboard) {
        String name = " ${PROP('Dim.ServiceName')}";
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Running and desired tasks",
                                NUMBER,
                                "All services of the cluster, since their names in ECS may differ from the label ecs_service. "
                                        + "Running tasks are the samples of CPU utilization in a minute; the desired count needs "
                                        + "Container Insights.")
                        .min(0)
                        .query(service("AWS/ECS", "CPUUtilization", "SampleCount", "running" + name))
                        .query(service("ECS/ContainerInsights", "DesiredTaskCount", "Average", "desired" + name)))
                .panel(TimeSeriesPanel.of(
                                "Running and pending tasks (Container Insights)",
                                NUMBER,
                                "All services of the cluster. Only clusters with Container Insights have data.")
                        .min(0)
                        .query(service("ECS/ContainerInsights", "RunningTaskCount", "Average", "running" + name))
                        .query(service("ECS/ContainerInsights", "PendingTaskCount", "Average", "pending" + name)))
                .panel(balancers(
                                "Requests of load balancers",
                                NUMBER,
                                "Requests, and responses of targets with status 5xx, each minute.")
                        .query(balancer("RequestCount", "Sum", "requests"))
                        .query(balancer("HTTPCode_Target_5XX_Count", "Sum", "5xx")))
                .panel(balancers("Response time of targets", SECONDS, "95% of the responses of targets take no longer.")
                        .query(balancer("TargetResponseTime", "p95", "95%")))
                .panel(balancers(
                                "Healthy and unhealthy targets",
                                NUMBER,
                                "Targets of each target group by their health check.")
                        .query(targetGroup("HealthyHostCount", "Minimum", "healthy"))
                        .query(targetGroup("UnHealthyHostCount", "Maximum", "unhealthy")));
    }

    private static CloudWatchQuery service(String namespace, String metric, String statistic, String legend) {
        return CloudWatchQuery.of(namespace, metric, statistic, legend)
                .region(ONE_REGION)
                .dimension("ClusterName", ONE_CLUSTER)
                .dimension("ServiceName", "*");
    }

    private static TimeSeriesPanel balancers(String title, PanelUnit unit, String description) {
        return TimeSeriesPanel.of(
                        title,
                        unit,
                        description
                                + " All application load balancers of the region, since their metrics have no cluster.")
                .width(8)
                .min(0);
    }

    private static CloudWatchQuery balancer(String metric, String statistic, String legend) {
        return CloudWatchQuery.of("AWS/ApplicationELB", metric, statistic, legend + " ${PROP('Dim.LoadBalancer')}")
                .region(ONE_REGION)
                .dimension("LoadBalancer", "*");
    }

    private static CloudWatchQuery targetGroup(String metric, String statistic, String legend) {
        return CloudWatchQuery.of("AWS/ApplicationELB", metric, statistic, legend + " ${PROP('Dim.TargetGroup')}")
                .region(ONE_REGION)
                .dimension("LoadBalancer", "*")
                .dimension("TargetGroup", "*");
    }

    private static void xRay(Dashboard.Builder dashboard) {
        String filter = "service(\"" + ONE_SERVICE + "\")";
        String name = " The app's service.name must be the label ecs_service.";
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Traced requests",
                                NUMBER,
                                "Requests, errors, faults and response time that X-Ray counted for the first selected service."
                                        + name)
                        .width(24)
                        .query(XRayQuery.statistics(filter, ONE_REGION)))
                .panel(TablePanel.of("Traces", "Latest traces of the first selected service." + name)
                        .query(XRayQuery.traces(filter, ONE_REGION))
                        .link("X-Ray traces in CloudWatch", tracesConsole()));
    }
}
