package io.github.ecsmonitoring.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.http.ConnectionLimits;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that send slowly, do not read, send too much or nothing: other clients are served meanwhile. */
@Timeout(120)
class SlowClientsTest {
    private static final String GET = "GET /metrics HTTP/1.1\r\nHost: x\r\n";
    /** No connection times out within {@link #SOON}, so other clients are served only because it is evicted. */
    private static final ConnectionLimits PATIENT = new ConnectionLimits(64, 100, 100, 100);

    private static final Duration SOON = Duration.ofSeconds(50);

    private static final Collector SMALL = (host, out) -> out.gauge("x", "h", 1);
    private static final Collector FOUR_MEGABYTES = (host, out) -> {
        for (int i = 0; i < 45_000; i++) {
            out.counter(
                    "x_total",
                    "h",
                    i,
                    "device",
                    "a name that fills the buffers of the connection at last, number " + (1_000_000 + i));
        }
    };

    private final TestServer server = new TestServer();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
        server.stop();
    }

    @Test
    void answersWhileThreeHundredRequestsAreIncomplete() throws Exception {
        server.start(PATIENT, SMALL);
        for (int i = 0; i < 300; i++) {
            send(GET);
        }
        assertThat(server.getLater("/metrics")).succeedsWithin(SOON).returns(200, HttpResponse::statusCode);
    }

    @Test
    void answersWhileSixtyClientsDoNotReadTheirPages() throws Exception {
        server.start(PATIENT, FOUR_MEGABYTES);
        for (int i = 0; i < 60; i++) {
            assertThat(read(send(GET + "\r\n"), 15)).isEqualTo("HTTP/1.1 200 OK");
        }
        HttpResponse<byte[]> honest = server.getLater("/metrics").get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(honest.statusCode()).isEqualTo(200);
        assertThat(honest.body().length).isGreaterThan(4_000_000);
    }

    @Test
    void answersTwoHundredClientsAtATime() throws Exception {
        int maxRequests = 40;
        server.start("/metrics", maxRequests, SMALL);
        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 200)
                .mapToObj(i -> server.getLater("/metrics"))
                .toList();
        int served = 0;
        for (CompletableFuture<HttpResponse<byte[]>> each : answers) {
            String page = new String(each.get(60, TimeUnit.SECONDS).body(), StandardCharsets.UTF_8);
            if (page.endsWith("x 1\n")) {
                served++;
            } else {
                assertThat(page)
                        .isEqualTo("Limit of concurrent requests reached (" + maxRequests + "), try again later.\n");
            }
        }
        assertThat(served).as("none is rejected below the limit").isGreaterThanOrEqualTo(maxRequests);
        assertThat(server.logged()).doesNotContain("disconnected");
    }

    @Test
    void closesConnectionsWithIncompleteRequests() throws Exception {
        server.start(SMALL);
        List<Socket> waiting =
                List.of(send(""), send("GET /met"), send(GET), send(GET + "Content-Length: 5\r\n\r\nab"));
        for (Socket each : waiting) {
            each.setSoTimeout(15_000);
            assertThat(isClosed(each)).isTrue();
        }
    }

    static List<String> tooLarge() {
        return List.of(
                "GET /" + "a".repeat(9000),
                GET + "X: " + "a".repeat(9000),
                GET + "X: a\r\n".repeat(9000),
                GET
                        + IntStream.range(0, 101)
                                .mapToObj(i -> "X-" + i + ": a\r\n")
                                .reduce("", String::concat) + "\r\n",
                "\u0016\u0003\u0001" + "\u00ff".repeat(9000));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void rejectsARequestThatIsTooLarge(String request) throws Exception {
        server.start(PATIENT, SMALL);
        Socket client = send(request);
        client.setSoTimeout((int) SOON.toMillis());
        assertThat(isClosed(client)).isTrue();
        assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void answersWhileThreeHundredConnectionsAreIdle() throws Exception {
        server.start(PATIENT, SMALL);
        for (int i = 0; i < 300; i++) {
            assertThat(read(send(GET + "\r\n"), 15)).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(server.getLater("/metrics")).succeedsWithin(SOON).returns(200, HttpResponse::statusCode);
        Socket first = sockets.getFirst();
        first.setSoTimeout((int) SOON.toMillis());
        assertThat(first.getInputStream().readAllBytes())
                .as("closed after its response")
                .isNotEmpty();
        sockets.getLast().setSoTimeout(100);
        assertThatThrownBy(() -> isClosed(sockets.getLast()))
                .as("still open")
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void answersWhileThreeHundredConnectionsSendNothing() throws Exception {
        server.start(PATIENT, SMALL);
        for (int i = 0; i < 300; i++) {
            send("");
        }
        assertThat(server.getLater("/metrics")).succeedsWithin(SOON).returns(200, HttpResponse::statusCode);
    }

    @Test
    void timesOutAClientThatDoesNotRead() throws Exception {
        server.start(new ConnectionLimits(8, 5, 2, 30), FOUR_MEGABYTES);
        assertThat(read(send(GET + "\r\n"), 15)).isEqualTo("HTTP/1.1 200 OK");
        String inFlight = "promhttp_metric_handler_requests_in_flight ";
        assertThat(page("?name[]=" + inFlight.strip())).endsWith(inFlight + "2\n");
        for (int i = 0; i < 100 && !server.logged().contains("disconnected"); i++) {
            Thread.sleep(100);
        }
        assertThat(page("?name[]=" + inFlight.strip())).endsWith(inFlight + "1\n");
        assertThat(server.logged())
                .endsWith("level=DEBUG msg=\"client disconnected\" client=127.0.0.1:"
                        + sockets.getFirst().getLocalPort()
                        + " err=\"java.io.IOException: timed out: the client did not read the response in time\"\n");
    }

    private String page(String query) throws Exception {
        return new String(server.get("/metrics" + query).body(), StandardCharsets.UTF_8);
    }

    private Socket send(String text) throws IOException {
        Socket socket = server.connect();
        sockets.add(socket);
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closedBeforeAllWasSent) {
            // the response is read below
        }
        return socket;
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Whether the server closes the connection, with or without an error response, within the socket's time-out. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return !new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).contains(" 200 ");
        } catch (SocketTimeoutException open) {
            throw open;
        } catch (IOException reset) {
            return true;
        }
    }
}
