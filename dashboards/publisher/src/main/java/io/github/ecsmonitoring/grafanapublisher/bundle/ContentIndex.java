package io.github.ecsmonitoring.grafanapublisher.bundle;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Dashboard;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Folder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code content.json} of an asset, and the dashboards that it names. */
final class ContentIndex {
    private static final String INDEX = "content.json";

    private final Map<String, byte[]> files;
    private final JsonObject index;

    ContentIndex(Map<String, byte[]> files) {
        this.files = files;
        this.index = object(INDEX);
    }

    List<Folder> folders() {
        List<Folder> folders = new ArrayList<>();
        for (Item item : items("folders")) {
            folders.add(new Folder(item.text("uid"), item.text("title")));
        }
        return List.copyOf(folders);
    }

    List<Dashboard> dashboards() {
        List<Dashboard> dashboards = new ArrayList<>();
        for (Item item : items("dashboards")) {
            dashboards.add(new Dashboard(
                    item.text("uid"), item.text("title"), item.text("folderUid"), checkedText(item.text("file"))));
        }
        return List.copyOf(dashboards);
    }

    private JsonObject object(String file) {
        String text = text(file);
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw new BadContentException(file + " of the asset must be JSON: " + e.getMessage());
        }
        throw new BadContentException(file + " of the asset must be a JSON object");
    }

    /** The text of a JSON object, which is not kept as an object. */
    private String checkedText(String file) {
        object(file);
        return text(file);
    }

    private String text(String file) {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw new BadContentException("the asset has no " + file + ", only "
                    + String.join(", ", files.keySet().stream().limit(10).toList()));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<Item> items(String field) {
        if (!(index.get(field) instanceof JsonArray array)) {
            throw new BadContentException(INDEX + " must have a list \"" + field + "\", got " + index.get(field));
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            items.add(new Item(field + "[" + i + "]", array.get(i)));
        }
        return items;
    }

    private record Item(String place, JsonElement json) {
        String text(String field) {
            if (json instanceof JsonObject object
                    && object.get(field) instanceof JsonPrimitive value
                    && value.isString()
                    && !value.getAsString().isBlank()) {
                return value.getAsString();
            }
            throw new BadContentException(
                    INDEX + ": " + place + " must be an object with a string \"" + field + "\", got " + json);
        }
    }
}
