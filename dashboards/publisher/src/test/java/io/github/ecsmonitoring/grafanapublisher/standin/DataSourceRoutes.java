package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /api/datasources}. */
public final class DataSourceRoutes implements Routes {
    private final GrafanaStandIn grafana;
    private final Map<String, JsonObject> dataSources = new TreeMap<>();
    private int lastId;

    DataSourceRoutes(GrafanaStandIn grafana) {
        this.grafana = grafana;
    }

    @Override
    public Optional<Reply> answer(Received request) {
        if (request.is("GET", "datasources")) {
            JsonArray all = new JsonArray();
            dataSources.values().forEach(all::add);
            return Optional.of(Reply.ok(all));
        }
        if (request.is("POST", "datasources")) {
            return Optional.of(create(request.json()));
        }
        if (!request.is(request.method(), "datasources", "uid", "*")) {
            return Optional.empty();
        }
        JsonObject found = dataSources.get(request.segment(2));
        return Optional.of(found == null ? Reply.error(404, "Data source not found") : answer(request, found));
    }

    private Reply answer(Received request, JsonObject found) {
        return switch (request.method()) {
            case "GET" -> Reply.ok(found);
            case "PUT" -> update(found, request.json());
            case "DELETE" -> delete(found);
            default -> Reply.error(405, "Method not allowed");
        };
    }

    private Reply create(JsonObject desired) {
        Optional<Reply> invalid = check(desired);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        if (dataSources.containsKey(uid(desired))) {
            return Reply.error(409, "data source with the same uid already exists");
        }
        if (isNameTaken(desired)) {
            return Reply.error(409, "data source with the same name already exists");
        }
        return store(desired, ++lastId, 1, "Datasource added");
    }

    private Reply update(JsonObject found, JsonObject desired) {
        if (found.get("readOnly").getAsBoolean()) {
            return Reply.error(403, "Cannot update read-only data source");
        }
        if (isNameTaken(desired)) {
            return Reply.error(409, "Failed to update datasource: data source with the same name already exists");
        }
        int version = found.get("version").getAsInt();
        if (desired.has("version") && desired.get("version").getAsInt() != version) {
            return Reply.error(409, "Datasource has already been updated by someone else. Please reload and try again");
        }
        return check(desired)
                .orElseGet(() -> store(desired, found.get("id").getAsInt(), version + 1, "Datasource updated"));
    }

    private Reply delete(JsonObject found) {
        if (found.get("readOnly").getAsBoolean()) {
            return Reply.error(403, "Cannot delete read-only data source");
        }
        dataSources.remove(uid(found));
        return Reply.error(200, "Data source deleted");
    }

    private Optional<Reply> check(JsonObject desired) {
        if (!desired.has("name") || !desired.has("type") || !desired.has("access")) {
            return Optional.of(Reply.error(400, "bad request data"));
        }
        if (!grafana.plugins().knows(desired.get("type").getAsString())) {
            return Optional.of(Reply.error(400, "Plugin not found"));
        }
        return grafana.behaviour().checksUidsOfDataSources() ? Uids.check(uid(desired)) : Optional.empty();
    }

    private boolean isNameTaken(JsonObject desired) {
        return dataSources.values().stream()
                .anyMatch(other -> other.get("name").equals(desired.get("name"))
                        && !uid(other).equals(uid(desired)));
    }

    /** A new default replaces the old one. */
    private Reply store(JsonObject desired, int id, int version, String message) {
        JsonObject stored = desired.deepCopy();
        stored.addProperty("id", id);
        stored.addProperty("orgId", 1);
        stored.addProperty("version", version);
        stored.addProperty("readOnly", false);
        stored.addProperty("typeLogoUrl", "public/img/icn-datasource.svg");
        stored.add("secureJsonFields", new JsonObject());
        if (!stored.has("isDefault")) {
            stored.addProperty("isDefault", false);
        }
        if (stored.get("isDefault").getAsBoolean()) {
            dataSources.values().forEach(other -> other.addProperty("isDefault", false));
        }
        dataSources.put(uid(stored), stored);
        JsonObject answer = new JsonObject();
        answer.addProperty("message", message);
        answer.add("datasource", stored);
        return Reply.ok(answer);
    }

    private static String uid(JsonObject dataSource) {
        return dataSource.get("uid").getAsString();
    }

    /** Null if there is none. */
    public JsonObject get(String uid) {
        return dataSources.get(uid);
    }

    /** A data source of a person. */
    public void add(String uid, String name, String type, boolean isDefault) {
        JsonObject dataSource = new JsonObject();
        dataSource.addProperty("uid", uid);
        dataSource.addProperty("name", name);
        dataSource.addProperty("type", type);
        dataSource.addProperty("access", "proxy");
        dataSource.addProperty("isDefault", isDefault);
        dataSource.add("jsonData", new JsonObject());
        create(dataSource);
    }

    /** As Grafana 12 does on its start. */
    void migratePrometheusWithSigV4() {
        dataSources.values().stream()
                .filter(dataSource -> dataSource.get("type").getAsString().equals("prometheus")
                        && dataSource.getAsJsonObject("jsonData").has("sigV4Auth"))
                .forEach(DataSourceRoutes::migrate);
    }

    private static void migrate(JsonObject dataSource) {
        dataSource.addProperty("type", "grafana-amazonprometheus-datasource");
        dataSource.getAsJsonObject("jsonData").addProperty("prometheus-type-migration", true);
    }
}
