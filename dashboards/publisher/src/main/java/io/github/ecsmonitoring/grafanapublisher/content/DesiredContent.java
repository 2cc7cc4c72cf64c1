package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/**
 * The content that Grafana is to have.
 *
 * @param plugins ids of plugins that data sources need, for example {@code grafana-x-ray-datasource}
 * @param dataSources as Grafana's HTTP API takes them, with uid; the type for Amazon Managed Prometheus is that of
 *     Grafana 12
 */
public record DesiredContent(
        List<String> plugins, List<JsonObject> dataSources, List<Folder> folders, List<Dashboard> dashboards) {

    /** A folder. */
    public record Folder(String uid, String title) {}

    /**
     * A dashboard, as text: its JSON takes ten times the memory.
     *
     * @param folderUid empty for the top level
     * @param text a JSON object, the classic model
     */
    public record Dashboard(String uid, String title, String folderUid, String text) {
        JsonObject json() {
            return JsonParser.parseString(text).getAsJsonObject();
        }
    }
}
