package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data sources that Grafana has. */
record DataSourceList(List<JsonObject> dataSources) {
    static DataSourceList read(GrafanaApi grafana) throws GrafanaException {
        List<JsonObject> dataSources = new ArrayList<>();
        JsonElement answer = grafana.get(ApiPath.of("datasources"));
        if (!(answer instanceof JsonArray array)) {
            throw GrafanaException.unexpected("GET /api/datasources returned no JSON array");
        }
        array.forEach(dataSource -> dataSources.add(dataSource.getAsJsonObject()));
        return new DataSourceList(List.copyOf(dataSources));
    }

    /** The uid of another data source with this name, which has to be unique. */
    Optional<String> otherWithName(String name, String uid) {
        return dataSources.stream()
                .filter(dataSource -> Json.text(dataSource, "name").equals(name))
                .map(dataSource -> Json.text(dataSource, "uid"))
                .filter(other -> !other.equals(uid))
                .findFirst();
    }

    boolean hasDefault() {
        return dataSources.stream().anyMatch(dataSource -> Json.isTrue(dataSource, "isDefault"));
    }
}
