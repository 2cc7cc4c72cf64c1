package io.github.ecsmonitoring.grafanapublisher;

import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.net.URI;

/** Access to the Grafana of a workspace for the time of a run. */
record GrafanaAccess(URI url, String token, Deadline deadline) {
    /** Without the token, which a record would print. */
    @Override
    public String toString() {
        return url.toString();
    }
}
