package io.github.ecsmonitoring.ecsevents.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.ecsevents.aws.AwsStandIn;
import io.github.ecsmonitoring.ecsevents.aws.AwsStandIn.Answer;
import io.github.ecsmonitoring.ecsevents.aws.ReceivedRequest;
import io.github.ecsmonitoring.ecsevents.aws.SignedPost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are in {@code src/test/resources/ecs}. */
class EcsServicesTest {
    private static final String CLUSTER = "arn:aws:ecs:eu-west-1:123456789012:cluster/shop";
    private static final String ACTIVE = "\"status\": \"ACTIVE\"";

    private static String text(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/ecs", name + ".json"));
    }

    private static Optional<String> stopCause(AwsStandIn server) throws IOException, InterruptedException {
        return new EcsServices(
                        server.uri("/"),
                        AwsStandIn.ECS_REGION,
                        new SignedPost(AwsStandIn.CREDENTIALS, InstantSource.system()))
                .stopCause(CLUSTER, "orders");
    }

    private static Optional<String> stopCause(int status, String answer) throws IOException, InterruptedException {
        try (AwsStandIn server = AwsStandIn.ecs(new Answer(status, answer))) {
            return stopCause(server);
        }
    }

    @Test
    void asksOnceWithTheSignatureThatTheAwsSdkCalculates() throws Exception {
        try (AwsStandIn server = AwsStandIn.ecs(new Answer(200, text("service-running")))) {
            stopCause(server);
            assertThat(server.requests).extracting(ReceivedRequest::text).containsExactly("""
                    POST /
                    authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/00000000/eu-west-1/ecs/aws4_request, \
                    SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=…
                    content-type: application/x-amz-json-1.1
                    x-amz-date: 00000000T000000Z
                    x-amz-security-token: IQoJb3==
                    x-amz-target: AmazonEC2ContainerServiceV20141113.DescribeServices

                    {"cluster":"arn:aws:ecs:eu-west-1:123456789012:cluster/shop","services":["orders"]}""");
        }
    }

    /** A deployment of the answer has the desired count 0, and the service has tasks that stop. */
    @Test
    void aServiceInADeploymentOrScaleInIsNotStopped() throws Exception {
        assertThat(stopCause(200, text("service-running"))).isEmpty();
    }

    @Test
    void aServiceWithoutDesiredTasksIsStopped() throws Exception {
        assertThat(stopCause(200, text("service-scaled-to-zero"))).contains("its desired count is 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DRAINING", "INACTIVE"})
    void aDeletedServiceIsStopped(String status) throws Exception {
        String deleted = text("service-running").replace(ACTIVE, "\"status\": \"" + status + "\"");
        assertThat(stopCause(200, deleted)).contains("its status is " + status);
    }

    @Test
    void aDaemonWithoutInstancesMayBeAnOutage() throws Exception {
        String daemon = text("service-scaled-to-zero").replace("REPLICA", "DAEMON");
        assertThat(stopCause(200, daemon)).isEmpty();
        assertThat(stopCause(200, daemon.replace(ACTIVE, "\"status\": \"DRAINING\"")))
                .contains("its status is DRAINING");
    }

    @Test
    void aServiceThatEcsNoLongerKnowsIsStopped() throws Exception {
        assertThat(stopCause(200, text("service-missing"))).contains("it does not exist");
        assertThat(stopCause(400, "{\"__type\":\"ServiceNotFoundException\",\"message\":\"Service not found.\"}"))
                .contains("it does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ClusterNotFoundException", "com.amazonaws.ecs#ClusterNotFoundException"})
    void theServicesOfADeletedClusterAreStopped(String type) throws Exception {
        assertThat(stopCause(400, "{\"__type\":\"" + type + "\",\"message\":\"Cluster not found.\"}"))
                .contains("it does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized\"}|status 400, AccessDeniedException: not authorized",
                "400|{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}|status 400, ThrottlingException: Rate exceeded",
                "500|{\"__type\":\"ServerException\"}|status 500, ServerException",
                "503|{}|status 503, an error without a type"
            })
    void anErrorIsNoAnswer(int status, String body, String message) {
        assertThatThrownBy(() -> stopCause(status, body))
                .isInstanceOf(EcsFailure.class)
                .hasMessage("ECS answered DescribeServices with " + message);
    }

    @Test
    void aFailedRequestIsNotRepeated() throws Exception {
        try (AwsStandIn server = AwsStandIn.ecs(new Answer(500, "{\"__type\":\"ServerException\"}"))) {
            assertThatThrownBy(() -> stopCause(server)).isInstanceOf(EcsFailure.class);
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "502|<html>Bad Gateway</html>|ECS answered with status 502 and no JSON",
                "200|{\"services\":[],\"failures\":[]}|ECS answered without a service and without the reason MISSING",
                "200|{\"services\":[],\"failures\":[{\"reason\":\"LATER\"}]}|ECS answered without a service and without the reason MISSING"
            })
    void anAnswerThatIsNotDocumentedIsAnError(int status, String body, String message) {
        assertThatThrownBy(() -> stopCause(status, body))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EcsFailure.class)
                .hasMessage(message);
    }
}
