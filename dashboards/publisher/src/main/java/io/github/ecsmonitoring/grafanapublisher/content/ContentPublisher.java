package io.github.ecsmonitoring.grafanapublisher.content;

import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.util.List;

/** Creates, updates and deletes the content of one owner. */
public final class ContentPublisher {
    private final GrafanaApi grafana;
    private final String owner;
    private final boolean overwriteEdited;
    private final Deadline deadline;

    /**
     * A publisher.
     *
     * @param owner distinguishes content of several stacks in one Grafana
     * @param overwriteEdited whether dashboards that a person edited are overwritten
     */
    public ContentPublisher(GrafanaApi grafana, String owner, boolean overwriteEdited, Deadline deadline) {
        this.grafana = grafana;
        this.owner = owner;
        this.overwriteEdited = overwriteEdited;
        this.deadline = deadline;
    }

    /** Publishes content, and deletes what an earlier run created and is not desired any more. Never throws. */
    public Report publish(DesiredContent desired, OwnContent earlier) {
        return new Report(List.of());
    }

    /** Deletes what earlier runs created. Never throws. */
    public Report remove(OwnContent earlier) {
        return new Report(List.of());
    }
}
