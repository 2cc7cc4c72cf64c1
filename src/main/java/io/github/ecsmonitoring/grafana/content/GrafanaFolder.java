package io.github.ecsmonitoring.grafana.content;

import java.util.List;

/** A folder with dashboards. */
public final class GrafanaFolder {
    private final String uid;
    private final String title;
    private final List<DashboardFile> dashboards;

    GrafanaFolder(String uid, String title, List<DashboardFile> dashboards) {
        this.uid = uid;
        this.title = title;
        this.dashboards = List.copyOf(dashboards);
    }

    /** The uid, unique in Grafana. */
    public String getUid() {
        return uid;
    }

    /** The title. */
    public String getTitle() {
        return title;
    }

    /** The dashboards, in the order in which they were added. */
    public List<DashboardFile> getDashboards() {
        return dashboards;
    }
}
