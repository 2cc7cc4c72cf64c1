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
 *   <li>A dashboard is kept if its latest version was saved by a person, another owner or another tool, or if a person
 *       moved it.
 *   <li>Only what the owner created is deleted: data sources with its key, dashboards whose latest version is the
 *       owner's, and folders that the service account created and that are empty. Plugins remain.
 * </ul>
 */
public final class ContentPublisher {
    private final GrafanaApi grafana;
    private final Owner owner;
    private final Deadline deadline;

    /** A publisher. */
    public ContentPublisher(GrafanaApi grafana, Owner owner, Deadline deadline) {
        this.grafana = grafana;
        this.owner = owner;
        this.deadline = deadline;
    }

    /** Publishes content, and deletes what an earlier run created and is not desired any more. Never throws. */
    public Report publish(DesiredContent desired, OwnContent earlier) {
        Publication publication = new Publication(grafana, owner, deadline);
        publication.publish(desired, Leftovers.of(earlier, desired));
        return publication.report();
    }

    /** Deletes what earlier runs created. Never throws. */
    public Report remove(OwnContent earlier) {
        Publication publication = new Publication(grafana, owner, deadline);
        publication.remove(earlier);
        return publication.report();
    }
}
