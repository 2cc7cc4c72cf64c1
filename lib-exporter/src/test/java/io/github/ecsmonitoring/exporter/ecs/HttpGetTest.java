package io.github.ecsmonitoring.exporter.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses of unreachable, slow and misbehaving servers. */
@Timeout(60)
class HttpGetTest {
    private final AtomicLong clock = new AtomicLong(-5);
    private TestEndpoint server;
    private TaskMetadataEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        server = new TestEndpoint();
        endpoint = TaskMetadataEndpoint.of(server.uri(), clock::get);
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

    /** Servers that do not distinguish HTTP/1.0 send chunks. */
    @Test
    void readsChunks() throws IOException {
        server.answer("/task", out -> {
            send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 3\r\n\r\n");
            send(out, "c;name=value\r\n{\"Family\": \"\r\n4\r\norde\r\n00004\r\nrs\"}\r\n0\r\nTrailer: x\r\n\r\n");
        });
        assertThat(task().family()).isEqualTo("orders");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2\\r\\n{}x\\r\\n     | : expected the end of a chunk, got more
            9\\r\\n{}           | : expected 7 more bytes of a chunk, got the end
            2\\r\\n{}\\r\\n      | : expected an HTTP response, got the end within a line
            {}\\r\\n            | : expected the size of a chunk, got "{}"
            -1\\r\\n            | : expected the size of a chunk, got "-1"
            fffffffff\\r\\n     | : expected the size of a chunk, got "fffffffff"
            """)
    void rejectsMalformedChunks(String body, String message) {
        String bytes = body.replace("\\r", "\r").replace("\\n", "\n");
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + bytes));
        assertThatThrownBy(this::task)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(server.uri() + "/task" + message);
    }

    @Test
    void allowsAnUnderscoreInTheHost() throws IOException {
        String uri = server.uri().replace("127.0.0.1", "ecs_endpoints");
        assertThatThrownBy(() -> TaskMetadataEndpoint.of(uri).task(RequestDeadline.begin()))
                .hasMessage(uri + "/task: unknown host ecs_endpoints");
        assertThat(ServerAddress.parse("my_host.local"))
                .isEqualTo(new ServerAddress("my_host.local", "my_host.local", 80));
        assertThat(ServerAddress.parse("[fd00:ec2::23]:8080"))
                .isEqualTo(new ServerAddress("[fd00:ec2::23]:8080", "[fd00:ec2::23]", 8080));
        assertThat(ServerAddress.parse("[::1]").resolve().getAddress().isLoopbackAddress())
                .isTrue();
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
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"));
        fails("expected Transfer-Encoding chunked or none, got \"gzip, chunked\"");
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
