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
 * A version of a dashboard.
 *
 * @param message of whoever saved it; empty for none
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/api-legacy/dashboard_versions/">versions</a>
 */
record DashboardVersion(long number, String message) {

    /** Empty if Grafana has no history of the dashboard. */
    static Optional<DashboardVersion> latest(GrafanaApi grafana, String uid) throws GrafanaException {
        JsonElement answer = grafana.get(ApiPath.of("dashboards", "uid", uid, "versions") + "?limit=5");
        return all(answer).stream().max(Comparator.comparingLong(DashboardVersion::number));
    }

    /** An array until Grafana 11.4, later an object with the array. */
    private static List<DashboardVersion> all(JsonElement answer) {
        JsonElement list = answer instanceof JsonObject object ? object.get("versions") : answer;
        List<DashboardVersion> versions = new ArrayList<>();
        if (list instanceof JsonArray array) {
            array.forEach(version -> versions.add(of(version.getAsJsonObject())));
        }
        return versions;
    }

    private static DashboardVersion of(JsonObject version) {
        return new DashboardVersion(
                version.has("version") ? version.get("version").getAsLong() : 0, Json.text(version, "message"));
    }
}
