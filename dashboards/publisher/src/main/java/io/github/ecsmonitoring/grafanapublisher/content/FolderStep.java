package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import java.util.Optional;

/**
 * Creates a folder, or gives it its title. Its place among other folders is left to people.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/developer-resources/api-reference/http-api/folder/">folder
 *     API</a>
 */
record FolderStep(GrafanaApi grafana, DesiredContent.Folder desired) implements Step {
    private static final int CONFLICT = 409;

    @Override
    public String item() {
        return "folder " + desired.uid();
    }

    @Override
    public Decision decide() throws GrafanaException {
        Optional<JsonObject> found = grafana.find(ApiPath.of("folders", desired.uid()));
        if (found.isEmpty()) {
            return Decision.write(Outcome.CREATED, this::create);
        }
        return Json.text(found.get(), "title").equals(desired.title())
                ? Decision.unchanged()
                : Decision.write(Outcome.UPDATED, () -> rename(found.get()));
    }

    private void create() throws GrafanaException {
        JsonObject body = new JsonObject();
        body.addProperty("uid", desired.uid());
        body.addProperty("title", desired.title());
        grafana.post(ApiPath.of("folders"), body);
    }

    private void rename(JsonObject found) throws GrafanaException {
        JsonObject body = new JsonObject();
        body.addProperty("title", desired.title());
        body.add("version", found.get("version"));
        grafana.put(ApiPath.of("folders", desired.uid()), body);
    }

    @Override
    public String remedy(GrafanaException failure) {
        return failure.status() == CONFLICT
                ? "; if there is another folder with the title \"" + desired.title()
                        + "\", rename it or give this one another title"
                : "";
    }
}
