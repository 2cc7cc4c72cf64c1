package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;

/**
 * The key in {@code jsonData} that names the stack which created a data source. Grafana keeps keys it does not know.
 */
final class DataSourceMark {
    private static final String KEY = "ecsMonitoringOwner";

    private DataSourceMark() {}

    /** Empty if it was created by someone else. */
    static String owner(JsonObject dataSource) {
        return Json.text(Json.object(dataSource, "jsonData"), KEY);
    }

    static JsonObject marked(JsonObject dataSource, String owner) {
        JsonObject marked = dataSource.deepCopy();
        JsonObject jsonData = Json.object(marked, "jsonData");
        jsonData.addProperty(KEY, owner);
        marked.add("jsonData", jsonData);
        return marked;
    }
}
