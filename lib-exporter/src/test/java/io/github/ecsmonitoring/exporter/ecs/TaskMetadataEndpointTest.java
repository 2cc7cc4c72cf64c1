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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TaskMetadataEndpointTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"", "169.254.170.2/v4/x", "https://169.254.170.2/v4/x", "http:///v4", "http://a b/", "http://h:99999/", "http://h/?a=b",
        "http://u@h/", "file:/etc/passwd"})
    void takesHttpUrlsOnly(String uri) {
        assertThatThrownBy(() -> TaskMetadataEndpoint.of(uri)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be an http URL such as http://169.254.170.2/v4/ID, got '" + uri + "'");
    }

    @Test
    void ignoresASlashAtTheEndOfTheUrl() throws IOException {
        server.serve("{\"Family\": \"orders\"}", "{}");
        assertThat(TaskMetadataEndpoint.of(server.uri() + "/").task().family()).isEqualTo("orders");
        assertThat(server.requests()).containsExactly("/task");
    }

    @Test
    void asksAgainAfterASecondOnly() throws IOException {
        server.serve("{\"Family\": \"a\"}", "{}");
        assertThat(endpoint.task().family()).isEqualTo("a");
        server.serve("{\"Family\": \"b\"}", "{}");
        clock.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
        assertThat(endpoint.task().family()).isEqualTo("a");
        clock.addAndGet(1);
        assertThat(endpoint.task().family()).isEqualTo("b");
        assertThat(server.requests()).containsExactly("/task", "/task");
    }

    @Test
    void remembersAFailureForASecondToo() throws IOException {
        assertThatThrownBy(endpoint::stats).hasMessageContaining("404");
        server.serve("{}", "{}");
        assertThatThrownBy(endpoint::stats).hasMessageContaining("404");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(endpoint.stats()).isEmpty();
        assertThat(server.requests()).containsExactly("/task/stats", "/task/stats");
    }

    @Test
    void asksOnceForAllWhoAskAtTheSameTime() throws Exception {
        CountDownLatch allAsk = new CountDownLatch(8);
        AtomicInteger answered = new AtomicInteger();
        server.answer("/task", out -> {
            allAsk.await();
            send(out, "HTTP/1.0 200 OK\r\n\r\n{}");
        });
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(() -> {
                allAsk.countDown();
                try {
                    endpoint.task();
                    answered.incrementAndGet();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(answered).hasValue(8);
        assertThat(server.requests()).containsExactly("/task");
    }

    @Test
    void saysWhatTheServerSaid() {
        server.answer("/task", 429, "Too Many Requests", "\"Too many requests\"\n" + "x".repeat(1000));
        fails("expected status 200, got 429 Too Many Requests \"\"Too many requests\"\n" + "x".repeat(180) + '"');
    }

    @Test
    void needsNoLengthAndNoReason() throws IOException {
        server.answer("/task", out -> send(out, "HTTP/1.1 200\r\nX: y\r\n\r\n{\"Family\": \"orders\"} "));
        assertThat(endpoint.task().family()).isEqualTo("orders");
    }

    @Test
    void waitsForNothingBehindTheLengthThatWasSaid() throws Exception {
        CountDownLatch testHasEnded = new CountDownLatch(1);
        server.answer("/task", out -> {
            send(out, "HTTP/1.1 200 OK\r\ncontent-length:  2 \r\n\r\n{}garbage");
            testHasEnded.await();
        });
        assertThat(endpoint.task().containers()).isEmpty();
        testHasEnded.countDown();
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        gone.close();
        String uri = "http://127.0.0.1:" + gone.getLocalPort() + "/v4/x";
        assertThatThrownBy(() -> TaskMetadataEndpoint.of(uri).task()).isExactlyInstanceOf(IOException.class)
                .hasMessage(uri + "/task: Connection refused");
    }

    @Test
    void saysThatTheAnswerEndsTooSoon() {
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Family\": \"ord"));
        assertThatThrownBy(endpoint::task).isExactlyInstanceOf(IOException.class)
                .hasMessage(server.uri() + "/task:1: expected the end of a string, got the end");
        server.answer("/task/stats", out -> send(out, "HTTP/1.1 200"));
        assertThatThrownBy(endpoint::stats).hasMessage(server.uri() + "/task/stats: expected an HTTP answer, got the end within a line");
    }

    @Test
    void saysThatItIsNotHttp() {
        server.answer("/task", out -> send(out, "SSH-2.0-OpenSSH_9.9\r\n"));
        fails("expected an answer in HTTP/1.0 or HTTP/1.1, got \"SSH-2.0-OpenSSH_9.9\"");
    }

    @Test
    void saysThatTheHeadIsWrong() {
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}"));
        fails("expected a number for Content-Length, got \"many\"");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"));
        fails("expected an answer that HTTP/1.0 allows, got \"Transfer-Encoding: chunked\"");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        server.answer("/task", out -> send(out, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(10_000)));
        fails("expected an HTTP answer, got more than 8192 bytes within a line");
    }

    @Test
    void givesUpOnAServerThatSaysNothing() throws Exception {
        CountDownLatch testHasEnded = new CountDownLatch(1);
        server.answer("/task", out -> testHasEnded.await());
        fails("expected an answer within 2 s, got none or a part");
        testHasEnded.countDown();
    }

    @Test
    void givesUpOnAServerThatSaysABitNowAndThen() {
        server.answer("/task", out -> {
            send(out, "HTTP/1.1 200 OK\r\n\r\n{\"Family\": \"");
            while (true) {
                Thread.sleep(100);
                send(out, "x");
            }
        });
        long begin = System.nanoTime();
        fails("expected an answer within 2 s, got none or a part");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void givesUpOnAServerThatNeverStops() {
        server.answer("/task", out -> {
            send(out, "HTTP/1.1 200 OK\r\n\r\n");
            byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(blanks);
            }
        });
        assertThatThrownBy(endpoint::task).hasMessageMatching("\\Q" + server.uri()
                + "/task\\E: expected an answer (of at most 8 MiB, got more|within 2 s, got none or a part)");
    }

    private void fails(String message) {
        assertThatThrownBy(endpoint::task).isExactlyInstanceOf(IOException.class).hasMessage(server.uri() + "/task: " + message);
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
