package io.github.ecsmonitoring.grafanapublisher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.ecsmonitoring.grafanapublisher.standin.TestTime;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that Grafana's API does not give, but load balancers and proxies do. */
class OddAnswerTest {
    private static final String TOKEN = "glsa_0123456789";

    private final TestTime clock = new TestTime();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    OddAnswerTest() throws IOException {}

    @AfterEach
    void close() {
        server.stop(0);
    }

    private GrafanaApi answering(int status, byte[] body) {
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return new GrafanaApi(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                TOKEN,
                Deadline.after(Duration.ofMinutes(10), clock),
                clock,
                Duration.ofSeconds(30));
    }

    private GrafanaApi answering(int status, String body) {
        return answering(status, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPageInsteadOfJsonIsQuoted() {
        GrafanaApi api = answering(200, "<html>\n  <title>Sign in</title>\n</html>");
        assertThatThrownBy(() -> api.get("/api/health"))
                .hasMessage("GET /api/health was not answered: answer with status 200 is not JSON: <html>"
                        + " <title>Sign in</title> </html> (attempt 6 of 6)");
    }

    @Test
    void aRedirectionIsNotFollowedSinceItWouldTakeTheTokenAlong() {
        GrafanaApi api = answering(302, "");
        assertThatThrownBy(() -> api.get("/api/health")).hasMessage("GET /api/health failed with status 302");
    }

    @Test
    void aLongPageIsCut() {
        GrafanaApi api = answering(404, "x".repeat(1000));
        assertThatThrownBy(() -> api.get("/api/health"))
                .hasMessage("GET /api/health failed with status 404: " + "x".repeat(300) + "…");
    }

    @Test
    void anAnswerThatRepeatsTheTokenDoesNotBringItIntoMessages() {
        GrafanaApi api = answering(400, "{\"message\":\"invalid token " + TOKEN + "\"}");
        assertThatThrownBy(() -> api.get("/api/health"))
                .hasMessage("GET /api/health failed with status 400: invalid token ***");
    }

    @Test
    void anAnswerOfAnySizeDoesNotExhaustTheMemory() {
        GrafanaApi api = answering(200, new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> api.get("/api/health"))
                .hasMessageStartingWith("GET /api/health was not answered: ")
                .hasMessageContaining("answer must have at most 16777216 bytes");
    }

    @Test
    void anEmptyAnswerIsNoObject() {
        GrafanaApi api = answering(200, "");
        assertThatThrownBy(() -> api.find("/api/health")).hasMessage("GET /api/health returned no JSON object");
    }

    @Test
    void retryAfterMayBeADateAndIsIgnoredIfItIsNeither() {
        Instant now = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(RetryDelay.after(0, Optional.of("Tue, 01 Dec 2026 00:01:00 GMT"), now))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(RetryDelay.after(0, Optional.of("Mon, 30 Nov 2026 00:01:00 GMT"), now))
                .isZero();
        assertThat(RetryDelay.after(2, Optional.of("soon"), now)).isEqualTo(Duration.ofSeconds(4));
    }
}
