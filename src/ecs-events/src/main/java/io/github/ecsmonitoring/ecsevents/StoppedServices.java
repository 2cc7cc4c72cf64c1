package io.github.ecsmonitoring.ecsevents;

import io.github.ecsmonitoring.ecsevents.alert.Alert;
import io.github.ecsmonitoring.ecsevents.ecs.EcsFailure;
import io.github.ecsmonitoring.ecsevents.ecs.EcsServices;
import io.github.ecsmonitoring.ecsevents.event.EventAlerts;
import io.github.ecsmonitoring.ecsevents.event.PossibleStop;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks ECS whether a service was stopped on purpose. Without an answer, missing metrics are taken for an outage. */
final class StoppedServices {
    private static final Map<String, String> REMEDIES = Map.of(
            "AccessDeniedException",
            "the role of this function needs ecs:DescribeServices on the services of the cluster, which a permissions boundary "
                    + "or a service control policy may deny",
            "ThrottlingException",
            "ECS limits the requests of the whole account, CloudTrail has the other callers");
    private static final String NO_ANSWER = "the next event is another attempt";

    private final EcsServices ecs;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    StoppedServices(EcsServices ecs) {
        this.ecs = ecs;
    }

    /** The alert of the event's service; empty if it should run tasks, or the event says nothing about that. */
    Optional<Alert> alert(Map<String, Object> event) throws InterruptedException {
        Optional<PossibleStop> stop = EventAlerts.possibleStop(event);
        return stop.isPresent() ? alert(stop.get()) : Optional.empty();
    }

    private Optional<Alert> alert(PossibleStop stop) throws InterruptedException {
        try {
            return ecs.stopCause(stop.clusterArn(), stop.service()).map(stop::alert);
        } catch (EcsFailure e) {
            log(e.type(), stop, e.getMessage());
        } catch (IOException e) {
            log(e.getClass().getName(), stop, e.toString());
        }
        return Optional.empty();
    }

    /** A function that is invoked for each stopped task would repeat the same text. */
    private void log(String kind, PossibleStop stop, String failure) {
        if (logged.add(kind)) {
            System.out.println("cannot tell whether " + stop.serviceText()
                    + " was stopped on purpose, so EcsServiceTelemetryGone may fire: " + failure + "; "
                    + REMEDIES.getOrDefault(kind, NO_ANSWER) + "; not logged again for " + kind);
        }
    }
}
