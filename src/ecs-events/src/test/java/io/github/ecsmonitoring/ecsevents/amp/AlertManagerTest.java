package io.github.ecsmonitoring.ecsevents.amp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.ecsevents.aws.AwsCredentials;
import io.github.ecsmonitoring.ecsevents.aws.AwsStandIn;
import io.github.ecsmonitoring.ecsevents.aws.ReceivedRequest;
import io.github.ecsmonitoring.ecsevents.aws.SignedPost;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertManagerTest {
    private static final String JSON = "[{\"labels\":{\"alertname\":\"É 😀\"}}]";

    private static AlertManager client(URI alerts, AwsCredentials credentials) {
        return new AlertManager(
                alerts,
                AwsStandIn.WORKSPACE_REGION,
                new SignedPost(credentials, InstantSource.system()),
                List.of(Duration.ZERO, Duration.ZERO));
    }

    private static AlertManager client(AwsStandIn server) {
        return client(server.alerts(), AwsStandIn.CREDENTIALS);
    }

    @Test
    void postsWithTheSignatureThatTheAwsSdkCalculates() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager()) {
            client(server).post(JSON);
            assertThat(server.requests).extracting(ReceivedRequest::text).containsExactly("""
                    POST /workspaces/ws-0a1b2c3d/alertmanager/api/v2/alerts
                    authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/00000000/eu-central-1/aps/aws4_request, \
                    SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=…
                    content-type: application/json
                    x-amz-date: 00000000T000000Z
                    x-amz-security-token: IQoJb3==

                    [{"labels":{"alertname":"É 😀"}}]""");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void repeatsThrottledAndFailedRequests(int status) throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager(status, status)) {
            client(server).post(JSON);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void givesUpAfterTheThirdAttempt() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager(503, 429, 503)) {
            assertThatThrownBy(() -> client(server).post(JSON))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "alert manager at " + server.alerts() + " rejected an alert with status 503: try again");
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void doesNotRepeatARejectedRequest() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager(400)) {
            assertThatThrownBy(() -> client(server).post(JSON)).hasMessageContaining("status 400");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aWrongSecretIsRejectedAndNotInTheMessage() throws Exception {
        try (AwsStandIn server = AwsStandIn.alertManager()) {
            AwsCredentials wrong = new AwsCredentials("AKIDEXAMPLE", "wrong-secret", "IQoJb3==");
            assertThatThrownBy(() -> client(server.alerts(), wrong).post(JSON))
                    .hasMessageEndingWith("status 403: invalid signature")
                    .hasMessageNotContaining("wrong-secret");
            assertThat(wrong.toString()).isEqualTo("AKIDEXAMPLE");
        }
    }

    @Test
    void aServerThatCannotBeReachedIsAnError() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI alerts = URI.create("http://127.0.0.1:" + port + "/workspaces/ws-0a1b2c3d/alertmanager/api/v2/alerts");
        assertThatThrownBy(() -> client(alerts, AwsStandIn.CREDENTIALS).post(JSON))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void credentialsComeFromTheEnvironmentOfTheFunction() {
        assertThat(AwsCredentials.of(Map.of(
                        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG",
                        "AWS_SESSION_TOKEN", "IQoJb3==")))
                .isEqualTo(AwsStandIn.CREDENTIALS);
    }
}
