package io.github.ecsmonitoring.ecsevents.event;

import io.github.ecsmonitoring.ecsevents.alert.Alert;
import java.util.Map;
import java.util.Optional;

/** Decides which events are alerts. */
public final class EventAlerts {
    private EventAlerts() {}

    /**
     * The alert of an event; empty if nobody has to act.
     *
     * @param json the parsed event; unknown fields are ignored, since ECS may add some
     * @throws IllegalArgumentException if it is not an event of EventBridge
     */
    public static Optional<Alert> of(Map<String, Object> json) {
        EcsEvent event = EcsEvent.of(json);
        return switch (event.type()) {
            case StoppedTask.TYPE -> StoppedTask.alert(event);
            case "ECS Service Action", "ECS Deployment State Change" -> ServiceEvent.alert(event);
            default -> Optional.empty();
        };
    }

    /**
     * The service of an event after which ECS knows whether it was stopped on purpose; empty for other events, and if
     * the event is an alert itself.
     *
     * @throws IllegalArgumentException if it is not an event of EventBridge
     */
    public static Optional<PossibleStop> possibleStop(Map<String, Object> json) {
        EcsEvent event = EcsEvent.of(json);
        return event.type().equals(StoppedTask.TYPE) ? StoppedTask.possibleStop(event) : Optional.empty();
    }
}
