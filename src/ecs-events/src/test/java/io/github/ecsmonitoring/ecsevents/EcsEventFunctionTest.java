package io.github.ecsmonitoring.ecsevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.ecsevents.amp.AlertManagerStandIn;
import io.github.ecsmonitoring.ecsevents.amp.ReceivedRequest;
import io.github.ecsmonitoring.ecsevents.event.EventFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EcsEventFunctionTest {
    private static final Instant NOW = Instant.parse("2026-11-30T20:40:18Z");

    private static Map<String, String> environment(AlertManagerStandIn server) {
        return Map.of(
                "ALERTS_URL", server.alerts().toString(),
                "WORKSPACE_REGION", AlertManagerStandIn.REGION,
                "LABEL_team", "payments",
                "AWS_ACCESS_KEY_ID", AlertManagerStandIn.CREDENTIALS.keyId(),
                "AWS_SECRET_ACCESS_KEY", AlertManagerStandIn.CREDENTIALS.secretKey(),
                "AWS_SESSION_TOKEN", AlertManagerStandIn.CREDENTIALS.sessionToken());
    }

    @Test
    void postsTheAlertOfAnEvent() throws Exception {
        try (AlertManagerStandIn server = new AlertManagerStandIn()) {
            new EcsEventFunction(environment(server), InstantSource.fixed(NOW))
                    .handle(EventFile.read("task-out-of-memory"));
            assertThat(server.requests).extracting(ReceivedRequest::body).containsExactly("""
                    [{"annotations":{\
                    "description":"container app: OutOfMemoryError: Container killed due to memory usage, exit code 137; \
                    Essential container in task exited. Task 1dc5c17a422b4dc0bb6e1a1ac4a3d0f1 of family orders, service orders, \
                    cluster shop, account 123456789012, eu-west-1.",\
                    "ecs_task_id":"1dc5c17a422b4dc0bb6e1a1ac4a3d0f1",\
                    "runbook_url":"https://github.com/ecsmonitoring/ecs-monitoring/blob/main/dashboards/runbooks.md#ecstaskoutofmemory",\
                    "summary":"A task stopped, since a container ran out of memory"},\
                    "endsAt":"2026-11-30T21:20:18Z",\
                    "labels":{"account_id":"123456789012","alertname":"EcsTaskOutOfMemory","container_name":"app",\
                    "ecs_cluster":"shop","ecs_service":"orders","ecs_task_family":"orders","region":"eu-west-1",\
                    "severity":"warning","team":"payments"},\
                    "startsAt":"2026-11-30T20:40:17Z"}]""");
        }
    }

    @Test
    void postsNothingForAQuietEvent() throws Exception {
        try (AlertManagerStandIn server = new AlertManagerStandIn()) {
            new EcsEventFunction(environment(server), InstantSource.fixed(NOW))
                    .handle(EventFile.read("task-scaled-in"));
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void aMissingSettingStopsTheFunctionWhenItStarts() {
        assertThatThrownBy(() -> new EcsEventFunction(Map.of(), InstantSource.system()))
                .hasMessage("ALERTS_URL");
    }

    /** The handler is the one in the template: see EcsEventAlertsTest of the constructs. */
    @Test
    void lambdaStartsItAndReportsAnEventThatCouldNotBeDelivered() throws Exception {
        try (AlertManagerStandIn server = new AlertManagerStandIn(200, 400);
                LambdaRuntime lambda = new LambdaRuntime(
                        "io.github.ecsmonitoring.ecsevents.EcsEventFunction::handle", environment(server))) {
            assertThat(lambda.invoke(EventFile.text("task-exit-137"))).startsWith("response ");
            assertThat(lambda.invoke(EventFile.text("task-scaled-in"))).startsWith("response ");
            assertThat(lambda.invoke(EventFile.text("deployment-failed")))
                    .startsWith("error ")
                    .contains("rejected an alert with status 400");
            assertThat(lambda.invoke("null")).startsWith("error ").contains("event must be a JSON object, got null");
            assertThat(lambda.invoke("[]")).startsWith("error ");
            assertThat(lambda.invoke(EventFile.text("task-scaled-in"))).startsWith("response ");
            assertThat(server.requests)
                    .extracting(ReceivedRequest::body)
                    .satisfiesExactly(
                            body -> assertThat(body).contains("\"alertname\":\"EcsTaskStopped\""),
                            body -> assertThat(body).contains("\"alertname\":\"EcsDeploymentFailed\""));
        }
    }
}
