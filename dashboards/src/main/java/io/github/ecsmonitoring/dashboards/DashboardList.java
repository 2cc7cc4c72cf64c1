package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.util.List;

/** The one list of all dashboards. */
final class DashboardList {
    private DashboardList() {}

    static List<Dashboard> all() {
        return List.of(
                EcsFleetDashboard.create(),
                EcsServiceDashboard.create(),
                EcsAppDashboard.create(),
                EcsTaskDashboard.create(),
                EcsNodeDashboard.create(),
                EcsPipelineDashboard.create(),
                EcsAlertsDashboard.create(),
                EcsSloDashboard.create());
    }
}
