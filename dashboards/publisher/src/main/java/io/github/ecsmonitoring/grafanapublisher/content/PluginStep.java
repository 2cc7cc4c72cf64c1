package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import io.github.ecsmonitoring.grafanapublisher.content.Report.Outcome;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.time.Duration;

/**
 * Installs a plugin and waits until Grafana has loaded it, which takes minutes in Amazon Managed Grafana. The version
 * is Grafana's choice: the latest one that it supports. An installed plugin is never updated nor removed, since
 * people's own data sources may use it.
 */
record PluginStep(GrafanaApi grafana, String id, Deadline deadline) implements Step {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    /** The time for the rest of a run. */
    private static final Duration RESERVE = Duration.ofMinutes(2);

    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;

    @Override
    public String item() {
        return "plugin " + id;
    }

    @Override
    public Decision decide() throws GrafanaException {
        return isInstalled() ? Decision.unchanged() : Decision.write(Outcome.CREATED, this::install);
    }

    private boolean isInstalled() throws GrafanaException {
        return grafana.find(ApiPath.of("plugins", id, "settings")).isPresent();
    }

    private void install() throws GrafanaException {
        try {
            grafana.post(ApiPath.of("plugins", id, "install"), new JsonObject());
        } catch (GrafanaException e) {
            if (!isUnderWay(e)) {
                throw e;
            }
        }
        while (!isInstalled()) {
            if (!deadline.allows(LOOK_EVERY.plus(RESERVE)) || !grafana.pause(LOOK_EVERY)) {
                throw GrafanaException.unexpected("Grafana accepted the installation of plugin " + id
                        + ", but has not loaded it within the time of this invocation; publish again");
            }
        }
    }

    /** Another conflict is a version that Grafana does not support. */
    private static boolean isUnderWay(GrafanaException e) {
        return e.status() == CONFLICT && e.getMessage().contains("already installed");
    }

    @Override
    public String remedy(GrafanaException failure) {
        return failure.isNotFound() || failure.status() == FORBIDDEN
                ? "; plugin management must be turned on for the workspace, and the catalog must be reachable from it"
                : "";
    }
}
