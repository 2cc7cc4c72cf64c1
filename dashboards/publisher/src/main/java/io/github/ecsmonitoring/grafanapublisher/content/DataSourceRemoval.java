package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import java.util.Optional;

/** Deletes a data source that the owner created. */
record DataSourceRemoval(GrafanaApi grafana, String uid, String owner) implements Step {
    @Override
    public String item() {
        return "data source " + uid;
    }

    @Override
    public Decision decide() throws GrafanaException {
        Optional<JsonObject> found = grafana.find(ApiPath.of("datasources", "uid", uid));
        if (found.isEmpty()) {
            return Decision.gone();
        }
        String creator = DataSourceMark.owner(found.get());
        return creator.equals(owner)
                ? Decision.write(Outcome.DELETED, () -> grafana.delete(ApiPath.of("datasources", "uid", uid)))
                : Decision.kept("not deleted, since "
                        + (creator.isEmpty() ? "it was not created by this stack" : "it is published by " + creator));
    }
}
