package io.github.ecsmonitoring.grafanapublisher.api;

import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.net.URI;

/** Grafana's HTTP API, as a service account. */
public final class GrafanaApi {
    private final URI url;
    private final String token;
    private final Deadline deadline;

    /**
     * A client.
     *
     * @param url the workspace, for example {@code https://g-0a1b2c3d4e.grafana-workspace.eu-west-1.amazonaws.com}
     * @param token of a service account with the role Admin
     */
    public GrafanaApi(URI url, String token, Deadline deadline) {
        this.url = url;
        this.token = token;
        this.deadline = deadline;
    }
}
