package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** The classic model of dashboards. */
final class DashboardModel {
    private DashboardModel() {}

    /** Without what differs from one Grafana to another. */
    static JsonObject withoutIdentity(JsonObject dashboard) {
        JsonObject content = dashboard.deepCopy();
        content.remove("id");
        content.remove("uid");
        content.remove("version");
        return content;
    }

    /** As Grafana takes it: an id is only valid in the Grafana that gave it. */
    static JsonObject toSave(JsonObject dashboard, String uid) {
        JsonObject saved = new JsonObject();
        saved.add("id", JsonNull.INSTANCE);
        saved.addProperty("uid", uid);
        withoutIdentity(dashboard).entrySet().forEach(field -> saved.add(field.getKey(), field.getValue()));
        return saved;
    }
}
