package io.github.ecsmonitoring.ecsevents.event;

import io.github.ecsmonitoring.ecsevents.alert.Alert;
import io.github.ecsmonitoring.ecsevents.alert.AlertKind;
import java.time.Instant;
import java.util.Map;

/**
 * The scheduler or a user stopped a task of a service. The event is the same for scale-in, a deployment and the stop of
 * the whole service; the service's desired count and status in ECS differ.
 *
 * @param clusterArn the cluster
 * @param service its name in ECS
 * @param labels those of the alert
 * @param place the end of the alert's description
 * @param taskId the task
 * @param time the time of the event
 */
public record PossibleStop(
        String clusterArn, String service, Map<String, String> labels, String place, String taskId, Instant time) {

    public PossibleStop {
        labels = Map.copyOf(labels);
    }

    /**
     * The alert of a service that is to run no task.
     *
     * @param cause for example {@code its desired count is 0}
     */
    public Alert alert(String cause) {
        return new Alert(
                AlertKind.SERVICE_STOPPED,
                labels,
                "The service is to run no task, since " + cause + "." + place,
                taskId,
                time);
    }

    /** For messages. */
    public String serviceText() {
        return "service " + service + " of cluster " + ArnParts.name(clusterArn);
    }
}
