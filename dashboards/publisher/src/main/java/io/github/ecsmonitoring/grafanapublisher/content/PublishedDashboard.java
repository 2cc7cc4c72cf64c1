package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import java.util.Optional;

/**
 * A dashboard that Grafana has.
 *
 * @param json the classic model; empty if it was saved in the schema that {@code /api} does not return
 * @param folderUid empty for the top level; absent if it is unknown
 * @param provisioned from a file of Grafana's host
 * @param latest empty if Grafana has no history of it
 */
record PublishedDashboard(
        JsonObject json, Optional<String> folderUid, boolean provisioned, Optional<DashboardVersion> latest) {
    /** Of a dashboard in schema version 2, which people save with Grafana 13 and optionally with 12. */
    private static final int NOT_ACCEPTABLE = 406;

    /** Empty if Grafana has none with this uid. */
    static Optional<PublishedDashboard> find(GrafanaApi grafana, String uid) throws GrafanaException {
        try {
            Optional<JsonObject> page = grafana.find(ApiPath.of("dashboards", "uid", uid));
            return page.isPresent()
                    ? Optional.of(of(page.get(), DashboardVersion.latest(grafana, uid)))
                    : Optional.empty();
        } catch (GrafanaException e) {
            if (e.status() != NOT_ACCEPTABLE) {
                throw e;
            }
            return Optional.of(new PublishedDashboard(
                    new JsonObject(), Optional.empty(), false, DashboardVersion.latest(grafana, uid)));
        }
    }

    private static PublishedDashboard of(JsonObject page, Optional<DashboardVersion> latest) {
        JsonObject meta = Json.object(page, "meta");
        return new PublishedDashboard(
                Json.object(page, "dashboard"),
                Optional.of(Json.text(meta, "folderUid")),
                Json.isTrue(meta, "provisioned"),
                latest);
    }

    /** The number that a save has to name. */
    JsonElement version() {
        return json.has("version")
                ? json.get("version")
                : new JsonPrimitive(latest.map(DashboardVersion::number).orElse(0L));
    }

    /** True if the content is the same, regardless of its author. */
    boolean hasContent(JsonObject desired) {
        return DashboardModel.withoutIdentity(json).equals(DashboardModel.withoutIdentity(desired));
    }

    boolean isIn(String folder) {
        return folderUid.filter(uid -> !uid.equals(folder)).isEmpty();
    }

    /** Empty if the latest version was saved by someone else. */
    Optional<Marker> marker() {
        return latest.map(DashboardVersion::message).flatMap(Marker::parse);
    }

    boolean isOwnedBy(String owner) {
        return marker().filter(found -> found.owner().equals(owner)).isPresent();
    }

    /** For people. */
    String lastSavedBy() {
        return marker().map(found -> "it is published by " + found.owner())
                .orElse("its latest version was not saved by this stack, but by a person or another tool");
    }
}
