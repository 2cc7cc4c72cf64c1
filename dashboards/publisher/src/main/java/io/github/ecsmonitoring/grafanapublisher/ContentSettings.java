package io.github.ecsmonitoring.grafanapublisher;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.MalformedEventException;
import io.github.ecsmonitoring.grafanapublisher.cloudformation.ResourceProperties;
import io.github.ecsmonitoring.grafanapublisher.content.OwnContent;
import java.util.ArrayList;
import java.util.List;

/**
 * The properties of {@code Custom::GrafanaContent}.
 *
 * @param dataSources as Grafana's HTTP API takes them, with uid
 * @param own the uids of all content
 */
record ContentSettings(
        String workspaceId,
        String owner,
        String bucket,
        String key,
        List<String> plugins,
        List<JsonObject> dataSources,
        OwnContent own,
        boolean overwriteEdited) {

    static ContentSettings of(ResourceProperties properties) {
        List<JsonObject> dataSources = dataSources(properties);
        return new ContentSettings(
                properties.text("WorkspaceId"),
                properties.text("Owner"),
                properties.text("ContentBucket"),
                properties.text("ContentKey"),
                properties.texts("Plugins"),
                dataSources,
                new OwnContent(
                        dataSources.stream()
                                .map(dataSource -> dataSource.get("uid").getAsString())
                                .toList(),
                        properties.texts("FolderUids"),
                        properties.texts("DashboardUids")),
                properties.flag("OverwriteEdited"));
    }

    /** Does not change from run to run, since CloudFormation deletes content whose id changed. */
    String physicalId() {
        return workspaceId + "/" + owner;
    }

    private static List<JsonObject> dataSources(ResourceProperties properties) {
        String text = properties.optionalText("DataSources").orElse("[]");
        List<JsonObject> dataSources = new ArrayList<>();
        for (JsonElement element : array(properties, text)) {
            if (!(element instanceof JsonObject dataSource
                    && dataSource.get("uid") instanceof JsonPrimitive uid
                    && !uid.getAsString().isBlank())) {
                throw new MalformedEventException(
                        properties.name() + ".DataSources must be a JSON array of objects with a uid, has " + element);
            }
            dataSources.add(element.getAsJsonObject());
        }
        return List.copyOf(dataSources);
    }

    private static JsonArray array(ResourceProperties properties, String text) {
        try {
            if (JsonParser.parseString(text) instanceof JsonArray array) {
                return array;
            }
        } catch (JsonParseException e) {
            // Reported below, like JSON of another kind.
        }
        throw new MalformedEventException(
                properties.name() + ".DataSources must be a JSON array in a string, got " + text);
    }
}
