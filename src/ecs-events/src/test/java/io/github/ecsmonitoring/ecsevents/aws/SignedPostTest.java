package io.github.ecsmonitoring.ecsevents.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedPostTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    /** The connection stays open for as long as the server. */
    private static void answerInPart(ServerSocket server, String part) {
        try {
            Socket connection = server.accept();
            OutputStream answer = connection.getOutputStream();
            answer.write(part.getBytes(StandardCharsets.US_ASCII));
            answer.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"services\":"})
    void doesNotWaitForAnAnswerOrTheRestOfOne(String part) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> answerInPart(server, part));
            URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
            SignedPost requests = new SignedPost(AwsStandIn.CREDENTIALS, InstantSource.system(), TIMEOUT);
            AwsEndpoint endpoint = new AwsEndpoint(uri, AwsStandIn.ECS_REGION, "ecs");
            assertThatThrownBy(() -> requests.send(endpoint, Map.of("content-type", "application/json"), "{}"))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("no answer from " + uri + " within 300 ms");
        }
    }
}
