package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code /api/dashboards}. */
public final class DashboardRoutes implements Routes {
    private static final int MAX_MESSAGE = 500;

    /** A dashboard; its messages are those of its versions, the oldest first. */
    private record Saved(JsonObject json, String folderUid, List<String> messages) {}

    private final GrafanaStandIn grafana;
    private final Map<String, Saved> dashboards = new TreeMap<>();
    /** Those whose latest version was saved in schema version 2. */
    private final Set<String> inNewSchema = new HashSet<>();

    private int lastId;

    DashboardRoutes(GrafanaStandIn grafana) {
        this.grafana = grafana;
    }

    @Override
    public Optional<Reply> answer(Received request) {
        if (request.is("POST", "dashboards", "db")) {
            return Optional.of(save(request.json()));
        }
        boolean versions = request.is("GET", "dashboards", "uid", "*", "versions");
        if (!versions && !request.is(request.method(), "dashboards", "uid", "*")) {
            return Optional.empty();
        }
        Saved found = dashboards.get(request.segment(2));
        if (found == null) {
            return Optional.of(Reply.error(404, "Dashboard not found", "not-found"));
        }
        if (request.method().equals("DELETE")) {
            dashboards.remove(request.segment(2));
            return Optional.of(Reply.error(200, "Dashboard deleted"));
        }
        if (versions) {
            return Optional.of(Reply.ok(versions(found)));
        }
        return Optional.of(inNewSchema.contains(request.segment(2)) ? notAcceptable() : Reply.ok(page(found)));
    }

    private static Reply notAcceptable() {
        return Reply.error(
                406,
                "dashboard api version not supported, use"
                        + " /apis/dashboard.grafana.app/v2/namespaces/default/dashboards/x instead");
    }

    private Reply save(JsonObject body) {
        JsonObject desired = body.getAsJsonObject("dashboard");
        String uid = desired.get("uid").getAsString();
        String folderUid = body.has("folderUid") ? body.get("folderUid").getAsString() : "";
        return check(desired, folderUid, body.get("message").getAsString())
                .or(() ->
                        conflict(desired, uid, folderUid, body.get("overwrite").getAsBoolean()))
                .orElseGet(
                        () -> store(desired, uid, folderUid, body.get("message").getAsString()));
    }

    private Optional<Reply> check(JsonObject desired, String folderUid, String message) {
        if (!desired.has("title") || desired.get("title").getAsString().isEmpty()) {
            return Optional.of(Reply.error(400, "Dashboard title cannot be empty", "empty-name"));
        }
        if (message.length() > MAX_MESSAGE) {
            return Optional.of(Reply.error(400, "message too long, max 500 characters"));
        }
        if (!folderUid.isEmpty() && !grafana.folders().has(folderUid)) {
            return Optional.of(Reply.error(400, "folder not found", "not-found"));
        }
        return Uids.check(desired.get("uid").getAsString());
    }

    /** The version has to be the current one; a new dashboard has none. */
    private Optional<Reply> conflict(JsonObject desired, String uid, String folderUid, boolean overwrite) {
        Saved existing = dashboards.get(uid);
        int version = desired.has("version") ? desired.get("version").getAsInt() : 0;
        if (existing != null && existing.messages().size() != version && !overwrite) {
            return Optional.of(Reply.error(412, "The dashboard has been changed by someone else", "version-mismatch"));
        }
        boolean titleTaken = grafana.behaviour().requiresUniqueTitles()
                && dashboards.entrySet().stream()
                        .anyMatch(other -> !other.getKey().equals(uid)
                                && other.getValue().folderUid().equals(folderUid)
                                && other.getValue().json().get("title").equals(desired.get("title")));
        return titleTaken
                ? Optional.of(
                        Reply.error(412, "A dashboard with the same name in the folder already exists", "name-exists"))
                : Optional.empty();
    }

    private Reply store(JsonObject desired, String uid, String folderUid, String message) {
        inNewSchema.remove(uid);
        Saved existing = dashboards.get(uid);
        List<String> messages = new ArrayList<>(existing == null ? List.of() : existing.messages());
        messages.add(message);
        JsonObject json = desired.deepCopy();
        json.add("id", existing == null ? null : existing.json().get("id"));
        if (existing == null) {
            json.addProperty("id", ++lastId);
        }
        json.addProperty("version", messages.size());
        dashboards.put(uid, new Saved(json, folderUid, messages));
        JsonObject answer = new JsonObject();
        answer.addProperty("status", "success");
        answer.addProperty("uid", uid);
        answer.addProperty("version", messages.size());
        return Reply.ok(answer);
    }

    private static JsonObject page(Saved saved) {
        JsonObject meta = new JsonObject();
        meta.addProperty("folderUid", saved.folderUid());
        meta.addProperty("provisioned", false);
        meta.addProperty("version", saved.messages().size());
        JsonObject page = new JsonObject();
        page.add("dashboard", saved.json());
        page.add("meta", meta);
        return page;
    }

    private JsonElement versions(Saved saved) {
        JsonArray versions = new JsonArray();
        for (int version = saved.messages().size(); version > 0 && versions.size() < 5; version--) {
            JsonObject entry = new JsonObject();
            entry.addProperty("version", version);
            entry.addProperty("message", saved.messages().get(version - 1));
            versions.add(entry);
        }
        if (grafana.behaviour().listsVersionsInAnArray()) {
            return versions;
        }
        JsonObject page = new JsonObject();
        page.addProperty("continueToken", "");
        page.add("versions", versions);
        return page;
    }

    int count(String folderUid) {
        return (int) dashboards.values().stream()
                .filter(saved -> saved.folderUid().equals(folderUid))
                .count();
    }

    void removeFolder(String folderUid) {
        dashboards.values().removeIf(saved -> saved.folderUid().equals(folderUid));
    }

    /** Null if there is none. */
    public JsonObject get(String uid) {
        Saved saved = dashboards.get(uid);
        return saved == null ? null : saved.json();
    }

    public String folderOf(String uid) {
        return dashboards.get(uid).folderUid();
    }

    /** A person saves a dashboard, a new one or an edited one, as Grafana's pages do. */
    public void saveByPerson(String uid, String title, String folderUid) {
        JsonObject json = get(uid) == null ? new JsonObject() : get(uid).deepCopy();
        json.addProperty("uid", uid);
        json.addProperty("title", title);
        store(json, uid, folderUid, "");
    }

    /** A person saves a dashboard in schema version 2, as Grafana 13 does. */
    public void saveByPersonInNewSchema(String uid) {
        saveByPerson(uid, "Edited", folderOf(uid));
        inNewSchema.add(uid);
    }

    /** Grafana itself stores a dashboard in schema version 2. */
    public void convert(String uid) {
        inNewSchema.add(uid);
    }

    /** A person moves a dashboard in a version of Grafana where that makes no version. */
    public void moveByPerson(String uid, String folderUid) {
        dashboards.computeIfPresent(uid, (key, saved) -> new Saved(saved.json(), folderUid, saved.messages()));
    }
}
