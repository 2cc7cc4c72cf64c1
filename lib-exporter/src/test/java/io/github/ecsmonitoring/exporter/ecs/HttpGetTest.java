package io.github.ecsmonitoring.exporter.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses of unreachable, slow and misbehaving servers. */
@Timeout(60)
class HttpGetTest {
    private final AtomicLong clock = new AtomicLong(-5);
    private TestEndpoint server;
    private TaskMetadataEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        server = new TestEndpoint();
        endpoint = new TaskMetadataEndpoint(URI.create(server.uri()), clock::get);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void reportsStatusAndStartOfTheBody() {
        server.answer("/task", 429, "Too Many Requests", "\"Too many requests\"\n" + "x".repeat(1000));
        fails("expected status 200, got 429 Too Many Requests \"\"Too many requests\"\n" + "x".repeat(180) + '"');
    }

    @Test
    void acceptsAResponseWithoutLengthAndReason() throws IOException {
        server.answer("/task", out -> send(out, "HTTP/1.1 200\r\nX: y\r\n\r\n{\"Family\": \"orders\"} "));
        assertThat(task().family()).isEqualTo("orders");
    }

    @Test
    void stopsReadingAtTheContentLength() throws Exception {
        CountDownLatch testHasEnded = new CountDownLatch(1);
        server.answer("/task", out -> {
            send(out, "HTTP/1.1 200 OK\r\ncontent-length:  2 \r\n\r\n{}garbage");
            testHasEnded.await();
        });
        assertThat(task().containers()).isEmpty();
        testHasEnded.countDown();
    }

    @Test
    void reportsARefusedConnection() throws IOException {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        String uri = "http://127.0.0.1:" + gone.getLocalPort() + "/v4/x";
        assertThatThrownBy(() -> TaskMetadataEndpoint.of(uri).task(RequestDeadline.begin()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(uri + "/task: Connection refused");
    }

    @Test
    void reportsATruncatedResponse() {
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Family\": \"ord"));
        assertThatThrownBy(this::task)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(server.uri() + "/task:1: expected the end of a string, got the end");
        server.answer("/task/stats", out -> send(out, "HTTP/1.1 200"));
        assertThatThrownBy(this::stats)
                .hasMessage(server.uri() + "/task/stats: expected an HTTP response, got the end within a line");
    }

    @Test
    void rejectsAnotherProtocol() {
        server.answer("/task", out -> send(out, "SSH-2.0-OpenSSH_9.9\r\n"));
        fails("expected an HTTP/1.0 or HTTP/1.1 response, got \"SSH-2.0-OpenSSH_9.9\"");
    }

    @Test
    void rejectsAMalformedHead() {
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}"));
        fails("expected a number for Content-Length, got \"many\"");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        server.answer(
                "/task", out -> send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"));
        fails("expected an HTTP/1.0 response without chunks, got \"Transfer-Encoding: chunked\"");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(10_000)));
        fails("expected an HTTP response, got more than 8192 bytes within a line");
    }

    @Test
    void timesOutOnASilentServer() throws Exception {
        CountDownLatch testHasEnded = new CountDownLatch(1);
        server.answer("/task", out -> testHasEnded.await());
        fails("expected a response within 3 s of the first request, got none or only a part");
        testHasEnded.countDown();
    }

    @Test
    void timesOutOnAServerThatSendsSlowly() {
        server.answer("/task", out -> {
            send(out, "HTTP/1.1 200 OK\r\n\r\n{\"Family\": \"");
            while (true) {
                Thread.sleep(100);
                send(out, "x");
            }
        });
        long begin = System.nanoTime();
        fails("expected a response within 3 s of the first request, got none or only a part");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void rejectsAnEndlessResponse() {
        server.answer("/task", out -> {
            send(out, "HTTP/1.1 200 OK\r\n\r\n");
            byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(blanks);
            }
        });
        fails("expected a response of at most 1 MiB, got more");
    }

    private void fails(String message) {
        assertThatThrownBy(this::task)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(server.uri() + "/task: " + message);
    }

    private TaskMetadata task() throws IOException {
        return endpoint.task(RequestDeadline.begin());
    }

    private Map<String, ContainerStats> stats() throws IOException {
        return endpoint.stats(RequestDeadline.begin());
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
