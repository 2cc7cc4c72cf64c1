package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code /api/folders}. */
public final class FolderRoutes implements Routes {
    private final GrafanaStandIn grafana;
    private final Map<String, JsonObject> folders = new TreeMap<>();
    private final Set<String> withAlertRules = new HashSet<>();

    FolderRoutes(GrafanaStandIn grafana) {
        this.grafana = grafana;
    }

    @Override
    public Optional<Reply> answer(Received request) {
        if (request.is("POST", "folders")) {
            return Optional.of(create(request.json(), grafana.behaviour().nameOfServiceAccount()));
        }
        if (!request.segment(0).equals("folders") || request.segments().size() < 2) {
            return Optional.empty();
        }
        JsonObject found = folders.get(request.segment(1));
        return Optional.of(found == null ? Reply.error(404, "folder not found", "not-found") : answer(request, found));
    }

    private Reply answer(Received request, JsonObject found) {
        if (request.is("GET", "folders", "*", "counts")) {
            return Reply.ok(counts(request.segment(1)));
        }
        return switch (request.method()) {
            case "GET" -> Reply.ok(found);
            case "PUT" -> rename(found, request.json());
            case "DELETE" -> delete(request.segment(1));
            default -> Reply.error(405, "Method not allowed");
        };
    }

    private Reply create(JsonObject desired, String creator) {
        String uid = desired.get("uid").getAsString();
        Optional<Reply> invalid = Uids.check(uid);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        if (folders.containsKey(uid)) {
            return Reply.error(409, "a folder with the same uid already exists");
        }
        if (isTitleTaken(desired, uid)) {
            return Reply.error(409, "a folder with the same name already exists in the current location");
        }
        if (desired.get("title").getAsString().isEmpty()) {
            return Reply.error(400, "folder title cannot be empty");
        }
        JsonObject folder = desired.deepCopy();
        folder.addProperty("id", folders.size() + 1);
        folder.addProperty("version", 1);
        folder.addProperty("createdBy", creator);
        folders.put(uid, folder);
        return Reply.ok(folder);
    }

    private Reply rename(JsonObject found, JsonObject desired) {
        boolean overwrite = desired.has("overwrite") && desired.get("overwrite").getAsBoolean();
        if (!overwrite && !found.get("version").equals(desired.get("version"))) {
            return Reply.error(412, "the folder has been changed by someone else", "version-mismatch");
        }
        if (isTitleTaken(desired, found.get("uid").getAsString())) {
            return Reply.error(409, "a folder with the same name already exists in the current location");
        }
        found.add("title", desired.get("title"));
        found.addProperty("version", found.get("version").getAsInt() + 1);
        return Reply.ok(found);
    }

    private Reply delete(String uid) {
        if (withAlertRules.contains(uid)) {
            return Reply.error(400, "folder cannot be deleted: folder contains alert rules");
        }
        folders.remove(uid);
        grafana.dashboards().removeFolder(uid);
        return Reply.error(200, "Folder deleted");
    }

    private JsonObject counts(String uid) {
        JsonObject counts = new JsonObject();
        counts.addProperty("alertrule", withAlertRules.contains(uid) ? 1 : 0);
        counts.addProperty("dashboard", grafana.dashboards().count(uid));
        counts.addProperty("folder", 0);
        counts.addProperty("librarypanel", 0);
        return counts;
    }

    private boolean isTitleTaken(JsonObject desired, String uid) {
        return grafana.behaviour().requiresUniqueTitles()
                && folders.values().stream()
                        .anyMatch(other -> other.get("title").equals(desired.get("title"))
                                && !other.get("uid").getAsString().equals(uid));
    }

    boolean has(String uid) {
        return folders.containsKey(uid);
    }

    /** Null if there is none. */
    public JsonObject get(String uid) {
        return folders.get(uid);
    }

    /** A folder of a person. */
    public void add(String uid, String title, String creator) {
        JsonObject folder = new JsonObject();
        folder.addProperty("uid", uid);
        folder.addProperty("title", title);
        create(folder, creator);
    }

    /** A person creates an alert rule. */
    public void addAlertRule(String uid) {
        withAlertRules.add(uid);
    }
}
