package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A dashboard that Grafana has.
 *
 * @param json the classic model
 * @param folderUid empty for none
 * @param provisioned from a file of Grafana's host
 * @param marker of the latest version; empty if it was saved by someone else
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/api-legacy/dashboard_versions/">versions</a>
 */
record PublishedDashboard(JsonObject json, String folderUid, boolean provisioned, Optional<Marker> marker) {

    /** Empty if Grafana has none with this uid. */
    static Optional<PublishedDashboard> find(GrafanaApi grafana, String uid) throws GrafanaException {
        Optional<JsonObject> found = grafana.find(ApiPath.of("dashboards", "uid", uid));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonObject meta = Json.object(found.get(), "meta");
        return Optional.of(new PublishedDashboard(
                Json.object(found.get(), "dashboard"),
                Json.text(meta, "folderUid"),
                Json.isTrue(meta, "provisioned"),
                latestMessage(grafana, uid).flatMap(Marker::parse)));
    }

    private static Optional<String> latestMessage(GrafanaApi grafana, String uid) throws GrafanaException {
        JsonElement answer = grafana.get(ApiPath.of("dashboards", "uid", uid, "versions") + "?limit=5");
        return versions(answer).stream()
                .max(Comparator.comparingLong(PublishedDashboard::number))
                .map(version -> Json.text(version, "message"));
    }

    /** An array until Grafana 11.4, later an object with the array. */
    private static List<JsonObject> versions(JsonElement answer) {
        JsonElement list = answer instanceof JsonObject object ? object.get("versions") : answer;
        List<JsonObject> versions = new ArrayList<>();
        if (list instanceof JsonArray array) {
            array.forEach(version -> versions.add(version.getAsJsonObject()));
        }
        return versions;
    }

    private static long number(JsonObject version) {
        return version.has("version") ? version.get("version").getAsLong() : 0;
    }

    JsonElement version() {
        return json.get("version");
    }

    /** Whether the content is the same, whoever saved it. */
    boolean hasContent(JsonObject desired) {
        return DashboardModel.withoutIdentity(json).equals(DashboardModel.withoutIdentity(desired));
    }

    boolean isOwnedBy(String owner) {
        return marker.filter(found -> found.owner().equals(owner)).isPresent();
    }

    /** For people. */
    String lastSavedBy() {
        return marker.map(found -> "it is published by " + found.owner())
                .orElse("its latest version was not saved by this stack, but by a person or another tool");
    }
}
