package io.github.ecsmonitoring.ecsevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.ecsevents.aws.AwsStandIn;
import io.github.ecsmonitoring.ecsevents.aws.AwsStandIn.Answer;
import io.github.ecsmonitoring.ecsevents.aws.ReceivedRequest;
import io.github.ecsmonitoring.ecsevents.event.EventFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcsEventFunctionTest {
    private static final String HANDLER = "io.github.ecsmonitoring.ecsevents.EcsEventFunction::handle";
    private static final Instant NOW = Instant.parse("2026-11-30T20:40:18Z");
    private static final Answer DENIED = new Answer(
            400,
            "{\"__type\":\"AccessDeniedException\","
                    + "\"Message\":\"User is not authorized to perform: ecs:DescribeServices\"}");
    private static final String THROTTLED = "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}";

    private static String ecsAnswer(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/ecs", name + ".json"));
    }

    /** For events after which ECS is not asked. */
    private static Map<String, String> environment(AwsStandIn server) {
        return environment(server, URI.create("http://127.0.0.1:1/"));
    }

    private static Map<String, String> environment(AwsStandIn server, URI ecs) {
        return Map.of(
                "ALERTS_URL", server.alerts().toString(),
                "WORKSPACE_REGION", AwsStandIn.WORKSPACE_REGION,
                "ECS_URL", ecs.toString(),
                "AWS_REGION", AwsStandIn.ECS_REGION,
                "LABEL_team", "payments",
                "AWS_ACCESS_KEY_ID", AwsStandIn.CREDENTIALS.keyId(),
                "AWS_SECRET_ACCESS_KEY", AwsStandIn.CREDENTIALS.secretKey(),
                "AWS_SESSION_TOKEN", AwsStandIn.CREDENTIALS.sessionToken());
    }

    @Test
    void postsTheAlertOfAnEvent() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager()) {
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
    void postsNothingForAQuietEventAndDoesNotAskEcs() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager();
                AwsStandIn ecs = AwsStandIn.ecs()) {
            EcsEventFunction function = new EcsEventFunction(environment(server, ecs.uri("/")), InstantSource.system());
            for (String event : List.of("task-spot-interrupted", "job-succeeded", "deployment-completed")) {
                function.handle(EventFile.read(event));
            }
            assertThat(server.requests).isEmpty();
            assertThat(ecs.requests).isEmpty();
        }
    }

    @Test
    void postsThatAServiceWasStoppedOnPurpose() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager();
                AwsStandIn ecs = AwsStandIn.ecs(new Answer(200, ecsAnswer("service-scaled-to-zero")))) {
            new EcsEventFunction(environment(server, ecs.uri("/")), InstantSource.fixed(NOW))
                    .handle(EventFile.read("task-scaled-in"));
            assertThat(ecs.requests).extracting(ReceivedRequest::text).containsExactly("""
                    POST /
                    authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/00000000/eu-west-1/ecs/aws4_request, \
                    SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=…
                    content-type: application/x-amz-json-1.1
                    x-amz-date: 00000000T000000Z
                    x-amz-security-token: IQoJb3==
                    x-amz-target: AmazonEC2ContainerServiceV20141113.DescribeServices

                    {"cluster":"arn:aws:ecs:eu-west-1:123456789012:cluster/shop","services":["orders"]}""");
            assertThat(server.requests).extracting(ReceivedRequest::text).containsExactly("""
                    POST /workspaces/ws-0a1b2c3d/alertmanager/api/v2/alerts
                    authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/00000000/eu-central-1/aps/aws4_request, \
                    SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=…
                    content-type: application/json
                    x-amz-date: 00000000T000000Z
                    x-amz-security-token: IQoJb3==

                    [{"annotations":{\
                    "description":"The service is to run no task, since its desired count is 0. \
                    Task 1dc5c17a422b4dc0bb6e1a1ac4a3d0f1 of family orders, service orders, cluster shop, account 123456789012, eu-west-1.",\
                    "ecs_task_id":"1dc5c17a422b4dc0bb6e1a1ac4a3d0f1",\
                    "runbook_url":"https://github.com/ecsmonitoring/ecs-monitoring/blob/main/dashboards/runbooks.md#ecsservicestopped",\
                    "summary":"A service was stopped on purpose"},\
                    "endsAt":"2026-11-30T21:50:18Z",\
                    "labels":{"account_id":"123456789012","alertname":"EcsServiceStopped",\
                    "ecs_cluster":"shop","ecs_service":"orders","ecs_task_family":"orders","region":"eu-west-1",\
                    "severity":"none","team":"payments"},\
                    "startsAt":"2026-11-30T20:40:17Z"}]""");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-scaled-in", "task-replaced-by-deployment", "task-stopped-by-user"})
    void postsNothingIfTheServiceShouldRunTasks(String event) throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager();
                AwsStandIn ecs = AwsStandIn.ecs(new Answer(200, ecsAnswer("service-running")))) {
            new EcsEventFunction(environment(server, ecs.uri("/")), InstantSource.system())
                    .handle(EventFile.read(event));
            assertThat(ecs.requests).hasSize(1);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void theAlertOfAnEventDoesNotDependOnEcs() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager();
                AwsStandIn ecs = AwsStandIn.ecs(DENIED)) {
            EcsEventFunction function = new EcsEventFunction(environment(server, ecs.uri("/")), InstantSource.system());
            function.handle(EventFile.read("task-scaled-in"));
            assertThat(server.requests).isEmpty();
            function.handle(EventFile.read("task-load-balancer-health-check"));
            assertThat(ecs.requests).hasSize(1);
            assertThat(server.requests)
                    .extracting(ReceivedRequest::body)
                    .singleElement()
                    .asString()
                    .contains("\"alertname\":\"EcsTaskUnhealthy\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALERTS_URL",
                "WORKSPACE_REGION",
                "ECS_URL",
                "AWS_REGION",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY"
            })
    void aMissingSettingStopsTheFunctionWhenItStarts(String name) throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager()) {
            Map<String, String> environment = new HashMap<>(environment(server));
            environment.remove(name);
            assertThatThrownBy(() -> new EcsEventFunction(environment, InstantSource.system()))
                    .hasMessage(name);
        }
    }

    @Test
    void lambdaLogsOnceThatEcsDoesNotAnswer() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager();
                AwsStandIn ecs = AwsStandIn.ecs(DENIED, DENIED, new Answer(400, THROTTLED), new Answer(502, "<html>"));
                LambdaRuntime lambda = new LambdaRuntime(HANDLER, environment(server, ecs.uri("/")))) {
            for (int event = 0; event < 4; event++) {
                assertThat(lambda.invoke(EventFile.text("task-scaled-in"))).startsWith("response ");
            }
            assertThat(server.requests).isEmpty();
            assertThat(lambda.log().lines().filter(line -> line.startsWith("cannot tell")))
                    .containsExactly("""
                    cannot tell whether service orders of cluster shop was stopped on purpose, so EcsServiceTelemetryGone may fire: \
                    ECS answered DescribeServices with status 400, AccessDeniedException: User is not authorized to perform: \
                    ecs:DescribeServices; the role of this function needs ecs:DescribeServices on the services of the cluster, \
                    which a permissions boundary or a service control policy may deny; not logged again for AccessDeniedException""", """
                    cannot tell whether service orders of cluster shop was stopped on purpose, so EcsServiceTelemetryGone may fire: \
                    ECS answered DescribeServices with status 400, ThrottlingException: Rate exceeded; \
                    ECS limits the requests of the whole account, CloudTrail has the other callers; not logged again for ThrottlingException""", """
                    cannot tell whether service orders of cluster shop was stopped on purpose, so EcsServiceTelemetryGone may fire: \
                    java.io.IOException: ECS answered with status 502 and no JSON; the next event is another attempt; \
                    not logged again for java.io.IOException""");
        }
    }

    /** The handler is the one in the template: see EcsEventAlertsTest of the constructs. */
    @Test
    void lambdaStartsItAndReportsAnEventThatCouldNotBeDelivered() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager(200, 400);
                LambdaRuntime lambda = new LambdaRuntime(HANDLER, environment(server))) {
            assertThat(lambda.invoke(EventFile.text("task-exit-137"))).startsWith("response ");
            assertThat(lambda.invoke(EventFile.text("task-spot-interrupted"))).startsWith("response ");
            assertThat(lambda.invoke(EventFile.text("deployment-failed")))
                    .startsWith("error ")
                    .contains("rejected an alert with status 400");
            assertThat(lambda.invoke("null")).startsWith("error ").contains("event must be a JSON object, got null");
            assertThat(lambda.invoke("[]")).startsWith("error ");
            assertThat(lambda.invoke(EventFile.text("task-spot-interrupted"))).startsWith("response ");
            assertThat(server.requests)
                    .extracting(ReceivedRequest::body)
                    .satisfiesExactly(
                            body -> assertThat(body).contains("\"alertname\":\"EcsTaskStopped\""),
                            body -> assertThat(body).contains("\"alertname\":\"EcsDeploymentFailed\""));
        }
    }
}
