package io.github.ecsmonitoring.ecsevents.event;

import io.github.ecsmonitoring.ecsevents.alert.Alert;
import io.github.ecsmonitoring.ecsevents.alert.AlertKind;
import io.github.ecsmonitoring.ecsevents.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events {@code ECS Service Action} and {@code ECS Deployment State Change}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html">service action
 *     events</a>
 */
final class ServiceEvent {
    private static final Map<String, AlertKind> KINDS = Map.of(
            "SERVICE_DEPLOYMENT_FAILED", AlertKind.DEPLOYMENT_FAILED,
            "SERVICE_TASK_START_IMPAIRED", AlertKind.SERVICE_START_IMPAIRED,
            "SERVICE_TASK_PLACEMENT_FAILURE", AlertKind.PLACEMENT_FAILED,
            "SERVICE_TASK_CONFIGURATION_FAILURE", AlertKind.PLACEMENT_FAILED,
            "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED", AlertKind.PLACEMENT_FAILED);

    private ServiceEvent() {}

    static Optional<Alert> alert(EcsEvent event) {
        String name = Fields.text(event.detail(), "eventName").orElse("");
        return Optional.ofNullable(KINDS.get(name)).map(kind -> alert(event, kind, name));
    }

    private static Alert alert(EcsEvent event, AlertKind kind, String name) {
        String service = event.resources().stream().findFirst().orElse("");
        String cluster = Fields.text(event.detail(), "clusterArn")
                .map(ArnParts::name)
                .orElseGet(() -> ArnParts.clusterOfService(service));
        return new Alert(
                kind,
                event.labels(cluster, ArnParts.name(service), null, null),
                cause(event, name) + ". Service " + ArnParts.name(service)
                        + (cluster == null ? "" : ", cluster " + cluster) + event.placeText(),
                null,
                event.time());
    }

    /** For example {@code RESOURCE:MEMORY (SERVICE_TASK_PLACEMENT_FAILURE), capacity provider FARGATE_SPOT}. */
    private static String cause(EcsEvent event, String name) {
        List<String> providers = Fields.texts(event.detail(), "capacityProviderArns").stream()
                .map(ArnParts::name)
                .toList();
        return Fields.text(event.detail(), "reason")
                        .map(reason -> Sentence.withoutStop(reason) + " (" + name + ")")
                        .orElse(name)
                + (providers.isEmpty() ? "" : ", capacity provider " + String.join(", ", providers));
    }
}
