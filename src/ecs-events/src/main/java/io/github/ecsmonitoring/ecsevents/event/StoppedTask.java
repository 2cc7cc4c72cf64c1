package io.github.ecsmonitoring.ecsevents.event;

import io.github.ecsmonitoring.ecsevents.alert.Alert;
import io.github.ecsmonitoring.ecsevents.alert.AlertKind;
import io.github.ecsmonitoring.ecsevents.json.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The event {@code ECS Task State Change} of a task that has stopped.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html">stopped task
 *     errors</a>
 */
record StoppedTask(EcsEvent event, Map<String, Object> task, List<StoppedContainer> containers) {
    static final String TYPE = "ECS Task State Change";

    private static final String SERVICE = "service:";
    private static final String BY_SCHEDULER = "ServiceSchedulerInitiated";
    private static final String BY_USER = "UserInitiated";

    static Optional<Alert> alert(EcsEvent event) {
        return of(event).flatMap(StoppedTask::alert);
    }

    static Optional<PossibleStop> possibleStop(EcsEvent event) {
        return of(event).flatMap(StoppedTask::possibleStop);
    }

    private static Optional<StoppedTask> of(EcsEvent event) {
        Map<String, Object> task = event.detail();
        return Fields.text(task, "lastStatus")
                .filter("STOPPED"::equals)
                .map(stopped -> new StoppedTask(event, task, StoppedContainer.of(task)));
    }

    private Optional<Alert> alert() {
        return kind().map(kind -> new Alert(
                kind,
                event.labels(
                        arnName("clusterArn"),
                        service(),
                        family(),
                        isOfContainer(kind)
                                ? culprit().map(StoppedContainer::name).orElse(null)
                                : null),
                description(kind),
                arnName("taskArn"),
                event.time()));
    }

    /** A failed start or health check may be about any container. */
    private static boolean isOfContainer(AlertKind kind) {
        return kind == AlertKind.TASK_STOPPED || kind == AlertKind.TASK_OUT_OF_MEMORY;
    }

    private Optional<StoppedContainer> culprit() {
        return StoppedContainer.culprit(containers);
    }

    /** Users stop the tasks of a service that is to be deleted, too. */
    private Optional<PossibleStop> possibleStop() {
        boolean mayBeStopped = Set.of(BY_SCHEDULER, BY_USER).contains(stopCode()) && !failedHealthChecks();
        return Fields.text(task, "clusterArn")
                .filter(cluster -> mayBeStopped && service() != null)
                .map(cluster -> new PossibleStop(
                        cluster,
                        service(),
                        event.labels(ArnParts.name(cluster), service(), family(), null),
                        placeText(),
                        arnName("taskArn"),
                        event.time()));
    }

    private String stopCode() {
        return Fields.text(task, "stopCode").orElse("");
    }

    private Optional<AlertKind> kind() {
        return switch (stopCode()) {
            case "TaskFailedToStart" -> Optional.of(AlertKind.TASK_START_FAILED);
            // The scheduler also stops tasks to scale in and to deploy.
            case BY_SCHEDULER -> failedHealthChecks() ? Optional.of(AlertKind.TASK_UNHEALTHY) : Optional.empty();
            // Expected, and replaced by the scheduler: if it cannot, other events and alarms follow.
            case BY_USER, "SpotInterruption", "TerminationNotice" -> Optional.empty();
            // EssentialContainerExited, none, or one that ECS may add.
            default -> afterExit();
        };
    }

    private boolean failedHealthChecks() {
        return Fields.text(task, "stoppedReason")
                .filter(reason -> reason.toLowerCase(Locale.ROOT).contains("health check"))
                .isPresent();
    }

    private Optional<AlertKind> afterExit() {
        if (containers.stream().anyMatch(StoppedContainer::ranOutOfMemory)) {
            return Optional.of(AlertKind.TASK_OUT_OF_MEMORY);
        }
        return isUnexpected() ? Optional.of(AlertKind.TASK_STOPPED) : Optional.empty();
    }

    /**
     * A task of a service should not end. Another one has done its work if a container exited with 0 and ECS then
     * stopped the others.
     */
    private boolean isUnexpected() {
        List<StoppedContainer> own =
                containers.stream().filter(container -> !container.isSidecar()).toList();
        return service() != null
                || own.stream().anyMatch(StoppedContainer::failedByItself)
                || own.stream().noneMatch(StoppedContainer::succeeded)
                        && own.stream().anyMatch(StoppedContainer::failed);
    }

    /** The container's reason is more precise than the task's, such as "Essential container in task exited". */
    private String description(AlertKind kind) {
        Optional<String> container = culprit()
                .filter(culprit -> isOfContainer(kind) || culprit.reason() != null)
                .map(StoppedContainer::text);
        return Sentence.of(Stream.of(container, Fields.text(task, "stoppedReason"))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; ")))
                + placeText();
    }

    private String placeText() {
        return " Task " + arnName("taskArn") + " of family " + family()
                + (service() == null ? "" : ", service " + service())
                + ", cluster " + arnName("clusterArn") + event.placeText();
    }

    private String arnName(String field) {
        return Fields.text(task, field).map(ArnParts::name).orElse("");
    }

    private String family() {
        return Fields.text(task, "taskDefinitionArn").map(ArnParts::family).orElse("");
    }

    /** Null if the task belongs to no service. */
    private String service() {
        return Fields.text(task, "group")
                .filter(group -> group.startsWith(SERVICE))
                .map(group -> group.substring(SERVICE.length()))
                .orElse(null);
    }
}
