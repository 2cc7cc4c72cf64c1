package io.github.ecsmonitoring.ecsevents.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.ecsevents.alert.Alert;
import io.github.ecsmonitoring.ecsevents.alert.AlertKind;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events are alerts, and with which labels and text. The events are in {@code src/test/resources/events}. */
class EventAlertsTest {
    private static final String TASK = " Task 1dc5c17a422b4dc0bb6e1a1ac4a3d0f1 of family ";
    private static final String ORDERS_TASK =
            TASK + "orders, service orders, cluster shop, account 123456789012, eu-west-1.";
    private static final String NIGHTLY_TASK = TASK + "nightly, cluster shop, account 123456789012, eu-west-1.";
    private static final String SERVICE = " Service orders, cluster shop, account 123456789012, eu-west-1.";
    private static final String EXITED = "; Essential container in task exited.";

    private static Alert alert(String event) throws IOException {
        return EventAlerts.of(EventFile.read(event)).orElseThrow();
    }

    private static void assertTaskAlert(String event, AlertKind kind, String cause) throws IOException {
        assertThat(alert(event)).extracting(Alert::kind, Alert::description).containsExactly(kind, cause + ORDERS_TASK);
    }

    @Test
    void anAlertHasTheLabelsOfItsPlaceButNotTheTask() throws IOException {
        assertThat(alert("task-exit-1"))
                .isEqualTo(new Alert(
                        AlertKind.TASK_STOPPED,
                        Map.of(
                                "account_id", "123456789012",
                                "region", "eu-west-1",
                                "ecs_cluster", "shop",
                                "ecs_service", "orders",
                                "ecs_task_family", "orders",
                                "container_name", "app"),
                        "container app: exit code 1" + EXITED + ORDERS_TASK,
                        "1dc5c17a422b4dc0bb6e1a1ac4a3d0f1",
                        Instant.parse("2026-11-30T20:40:17Z")));
    }

    @Test
    void fiftyTasksThatFailToStartAreOneAlert() throws IOException {
        String event = EventFile.text("task-image-not-found");
        assertThat(IntStream.range(0, 50)
                        .mapToObj(task -> event.replace("1dc5c17a422b4dc0bb6e1a1ac4a3d0f1", "task" + task))
                        .map(text -> EventAlerts.of(EventFile.parse(text)).orElseThrow())
                        .map(alert -> Map.of(alert.kind(), alert.labels()))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aTaskThatFailsToStartHasTheReasonOfItsContainerFirst() throws IOException {
        assertTaskAlert(
                "task-start-failed-on-instance",
                AlertKind.TASK_START_FAILED,
                "container app: CannotStartContainerError: Error response from daemon: OCI runtime create failed: "
                        + "exec: \"/app/run\": permission denied; Task failed to start.");
    }

    @Test
    void aTaskWithoutItsImageOrSecretHasTheReasonOfTheTask() throws IOException {
        assertThat(List.of(
                        alert("task-image-not-found").description(),
                        alert("task-secret-denied").description()))
                .containsExactly(
                        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                                + "docker.io/example/orders:1.4.3: docker.io/example/orders:1.4.3: not found."
                                + ORDERS_TASK,
                        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval "
                                + "failed: unable to retrieve secret from asm: AccessDeniedException: User is not authorized "
                                + "to perform: secretsmanager:GetSecretValue." + ORDERS_TASK);
        assertThat(alert("task-image-not-found").labels()).doesNotContainKey("container_name");
    }

    @Test
    void exitCode137IsOutOfMemoryOnlyIfTheReasonSaysSo() throws IOException {
        assertTaskAlert(
                "task-out-of-memory",
                AlertKind.TASK_OUT_OF_MEMORY,
                "container app: OutOfMemoryError: Container killed due to memory usage, exit code 137" + EXITED);
        assertTaskAlert(
                "task-exit-137",
                AlertKind.TASK_STOPPED,
                "container app: exit code 137 (SIGKILL: it did not stop within its stop timeout, or something outside of it "
                        + "killed it, such as the kernel of an instance that ran out of memory)" + EXITED);
    }

    @Test
    void exitCodes139And143HaveTextsOfTheirOwn() throws IOException {
        assertTaskAlert(
                "task-exit-139",
                AlertKind.TASK_STOPPED,
                "container app: exit code 139 (SIGSEGV: a segmentation fault, invalid memory access by native code)"
                        + EXITED);
        assertTaskAlert(
                "task-exit-143",
                AlertKind.TASK_STOPPED,
                "container app: exit code 143 (SIGTERM: it was asked to stop)" + EXITED);
    }

    @Test
    void aTaskOfAServiceShouldNotEndWithExitCode0Either() throws IOException {
        assertTaskAlert("task-of-service-exit-0", AlertKind.TASK_STOPPED, "container app: exit code 0" + EXITED);
    }

    @Test
    void failedHealthChecksAreAlertsAlthoughTheSchedulerStopsTheTask() throws IOException {
        assertTaskAlert(
                "task-load-balancer-health-check",
                AlertKind.TASK_UNHEALTHY,
                "Task failed ELB health checks in (target-group "
                        + "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/6d0ecf831eec9f09).");
        assertTaskAlert(
                "task-container-health-check", AlertKind.TASK_UNHEALTHY, "Task failed container health checks.");
    }

    @Test
    void aJobThatFailsOrIsKilledIsAnAlertWithoutAService() throws IOException {
        assertThat(alert("job-failed").description()).isEqualTo("container app: exit code 2" + EXITED + NIGHTLY_TASK);
        assertThat(alert("job-failed").labels())
                .containsEntry("ecs_task_family", "nightly")
                .doesNotContainKey("ecs_service");
        assertThat(alert("job-killed").description()).startsWith("container app: exit code 137 (SIGKILL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task-running",
                "task-scaled-in",
                "task-replaced-by-deployment",
                "task-stopped-by-user",
                "task-spot-interrupted",
                "task-instance-terminated",
                "job-succeeded",
                "job-succeeded-sidecar-killed",
                "service-steady-state",
                "service-tasks-stopped",
                "deployment-in-progress",
                "deployment-completed"
            })
    void isQuiet(String event) throws IOException {
        assertThat(EventAlerts.of(EventFile.read(event))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-scaled-in", "task-replaced-by-deployment", "task-stopped-by-user"})
    void theServiceOfATaskThatWasStoppedMayBeStopped(String event) throws IOException {
        PossibleStop stop = EventAlerts.possibleStop(EventFile.read(event)).orElseThrow();
        assertThat(stop.clusterArn()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:cluster/shop");
        assertThat(stop.service()).isEqualTo("orders");
        assertThat(stop.alert("its status is DRAINING"))
                .isEqualTo(new Alert(
                        AlertKind.SERVICE_STOPPED,
                        Map.of(
                                "account_id", "123456789012",
                                "region", "eu-west-1",
                                "ecs_cluster", "shop",
                                "ecs_service", "orders",
                                "ecs_task_family", "orders"),
                        "The service is to run no task, since its status is DRAINING." + ORDERS_TASK,
                        "1dc5c17a422b4dc0bb6e1a1ac4a3d0f1",
                        Instant.parse("2026-11-30T20:40:17Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task-running",
                "task-load-balancer-health-check",
                "task-container-health-check",
                "task-exit-1",
                "task-image-not-found",
                "task-spot-interrupted",
                "task-instance-terminated",
                "job-succeeded",
                "service-tasks-stopped",
                "deployment-completed"
            })
    void saysNothingAboutAStopOfTheService(String event) throws IOException {
        assertThat(EventAlerts.possibleStop(EventFile.read(event))).isEmpty();
    }

    @Test
    void aTaskWithoutAServiceOrClusterHasNoServiceToAskFor() throws IOException {
        String stopped = EventFile.text("task-scaled-in");
        assertThat(EventAlerts.possibleStop(EventFile.parse(stopped.replace("service:orders", "family:orders"))))
                .isEmpty();
        assertThat(EventAlerts.possibleStop(EventFile.parse(stopped.replace("clusterArn", "cluster"))))
                .isEmpty();
    }

    @Test
    void aFailedDeploymentNamesTheClusterOfTheServicesArn() throws IOException {
        Alert alert = alert("deployment-failed");
        assertThat(alert.kind()).isEqualTo(AlertKind.DEPLOYMENT_FAILED);
        assertThat(alert.labels())
                .isEqualTo(Map.of(
                        "account_id", "123456789012",
                        "region", "eu-west-1",
                        "ecs_cluster", "shop",
                        "ecs_service", "orders"));
        assertThat(alert.taskId()).isNull();
        assertThat(alert.description())
                .isEqualTo(
                        "ECS deployment circuit breaker: task failed to start (SERVICE_DEPLOYMENT_FAILED)." + SERVICE);
    }

    @Test
    void placementFailuresHaveTheMissingResource() throws IOException {
        assertThat(alert("service-no-spot-capacity").description())
                .isEqualTo(
                        "RESOURCE:FARGATE (SERVICE_TASK_PLACEMENT_FAILURE), capacity provider FARGATE_SPOT." + SERVICE);
        assertThat(alert("service-no-instance-memory"))
                .extracting(Alert::kind, Alert::description)
                .containsExactly(
                        AlertKind.PLACEMENT_FAILED, "RESOURCE:MEMORY (SERVICE_TASK_PLACEMENT_FAILURE)." + SERVICE);
    }

    @Test
    void aServiceThatCannotStartTasksHasNoReasonInItsEvent() throws IOException {
        assertThat(alert("service-start-impaired"))
                .extracting(Alert::kind, Alert::description)
                .containsExactly(AlertKind.SERVICE_START_IMPAIRED, "SERVICE_TASK_START_IMPAIRED." + SERVICE);
    }

    @Test
    void anUnknownStopCodeIsJudgedByTheExitCodes() throws IOException {
        String added = EventFile.text("task-exit-1").replace("EssentialContainerExited", "AddedByEcsLater");
        assertThat(EventAlerts.of(EventFile.parse(added)).orElseThrow().kind()).isEqualTo(AlertKind.TASK_STOPPED);
    }

    @Test
    void fieldsOfAnotherTypeAreTreatedAsMissing() {
        assertThat(EventAlerts.of(EventFile.parse("""
                {
                  "detail-type": "ECS Task State Change", "account": "123456789012", "region": "eu-west-1",
                  "time": "2026-11-30T20:40:17Z", "resources": "none",
                  "detail": {"lastStatus": "STOPPED", "stopCode": "TaskFailedToStart", "containers": [1, {"name": 2}], "group": null}
                }""")))
                .map(Alert::labels)
                .isEqualTo(Optional.of(Map.of("account_id", "123456789012", "region", "eu-west-1")));
    }

    @Test
    void rejectsAnInvocationThatIsNoEvent() throws IOException {
        assertThatThrownBy(() -> EventAlerts.of(Map.of("hello", "world")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event has no field \"detail-type\"");
        assertThatThrownBy(() -> EventAlerts.of(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event must be a JSON object, got null");
        Map<String, Object> untimely = new HashMap<>(EventFile.read("task-exit-1"));
        untimely.put("time", "yesterday");
        assertThatThrownBy(() -> EventAlerts.of(untimely))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time of an event must look like 2026-11-30T20:40:17Z, got \"yesterday\"");
    }
}
