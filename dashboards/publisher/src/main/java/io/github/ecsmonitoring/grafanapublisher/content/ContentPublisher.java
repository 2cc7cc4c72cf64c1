package io.github.ecsmonitoring.grafanapublisher.content;

import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;

/**
 * Creates, updates and deletes the content of one owner.
 *
 * <p>All state is in Grafana: a published version of a dashboard has a message with the owner and the hash of what was
 * published, and a data source has a key with the owner in its {@code jsonData}. A run that finds all as desired writes
 * nothing. Items that exist are found by uid.
 *
 * <ul>
 *   <li>Plugins are installed before the data sources that need them.
 *   <li>Data sources have the desired fields afterwards, whatever a person changed; other fields are kept. The data
 *       source of another owner is not changed.
 *   <li>A folder has the desired title afterwards.
 *   <li>A dashboard is kept if its latest version was saved by a person, another owner or another tool.
 *   <li>Only what the owner created is deleted: data sources with its key, dashboards whose latest version is the
 *       owner's, and folders that the service account created and that are empty. Plugins remain.
 * </ul>
 */
public final class ContentPublisher {
    private static final int MAX_OWNER = 300;

    private final GrafanaApi grafana;
    private final String owner;
    private final boolean overwriteEdited;
    private final Deadline deadline;

    /**
     * A publisher.
     *
     * @param owner distinguishes content of several stacks in one Grafana; up to 300 characters in one line
     * @param overwriteEdited whether dashboards that a person edited, and content of other owners, are overwritten
     */
    public ContentPublisher(GrafanaApi grafana, String owner, boolean overwriteEdited, Deadline deadline) {
        if (owner.isBlank() || owner.length() > MAX_OWNER || owner.lines().count() != 1) {
            throw new IllegalArgumentException(
                    "owner must have 1 to " + MAX_OWNER + " characters in one line, got \"" + owner + "\"");
        }
        this.grafana = grafana;
        this.owner = owner;
        this.overwriteEdited = overwriteEdited;
        this.deadline = deadline;
    }

    /** Publishes content, and deletes what an earlier run created and is not desired any more. Never throws. */
    public Report publish(DesiredContent desired, OwnContent earlier) {
        Publication publication = new Publication(grafana, owner, overwriteEdited, deadline);
        publication.publish(desired, Leftovers.of(earlier, desired));
        return publication.report();
    }

    /** Deletes what earlier runs created. Never throws. */
    public Report remove(OwnContent earlier) {
        Publication publication = new Publication(grafana, owner, overwriteEdited, deadline);
        publication.remove(earlier);
        return publication.report();
    }
}
