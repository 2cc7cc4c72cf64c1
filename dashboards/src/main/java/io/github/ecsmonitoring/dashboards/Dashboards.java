package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.util.List;

/** All dashboards. A new one is a class of its own and a line here. */
public final class Dashboards {
    private Dashboards() {}

    /** In the order in which they are listed in Grafana's folder. */
    public static List<Dashboard> all() {
        return List.of(EcsTaskDashboard.create(), EcsNodeDashboard.create());
    }
}
