package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;

/**
 * Vertical lines in time series panels: deployments and stopped tasks of services. Tasks without a service are left
 * out, since they end by themselves.
 *
 * <p>An event lasts two minutes. A task that was killed stops when its series end, five minutes after its last sample,
 * like the lines in the panels.
 */
final class DeploymentAnnotations {
    private static final String BLUE = "#5794f2";
    private static final String PURPLE = "#b877d9";
    private static final String REVISION =
            "count by (account_id, region, ecs_cluster, ecs_service, ecs_task_revision) ";

    private DeploymentAnnotations() {}

    /** @param targets selects by the variables of the dashboard */
    static Dashboard.Builder addTo(Dashboard.Builder dashboard, SeriesSelector targets) {
        return dashboard
                .annotation(
                        "Deployments",
                        BLUE,
                        deployments(targets),
                        "{{ecs_service}}: first task of revision {{ecs_task_revision}} started")
                .annotation(
                        "Stopped tasks",
                        PURPLE,
                        stoppedTasks(targets),
                        "{{ecs_service}}: tasks of revision {{ecs_task_revision}} stopped");
    }

    /** A revision without a task ten minutes ago, so that the restart of a service's only task is no deployment. */
    static String deployments(SeriesSelector targets) {
        String tasks = targets.series("ecs_task_service_info");
        return REVISION + "(" + tasks + ") unless " + REVISION + "(" + tasks + " offset 2m) unless " + REVISION + "("
                + tasks + " offset 10m)";
    }

    static String stoppedTasks(SeriesSelector targets) {
        return REVISION + "(" + targets.series("ecs_task_service_info")
                + " offset 2m unless on (account_id, region, instance) " + targets.series("up") + ")";
    }
}
