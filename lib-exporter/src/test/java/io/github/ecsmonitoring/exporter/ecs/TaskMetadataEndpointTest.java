package io.github.ecsmonitoring.exporter.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
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
        endpoint = TaskMetadataEndpoint.of(server.uri(), clock::get);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "169.254.170.2/v4/x",
                "https://169.254.170.2/v4/x",
                "http:///v4",
                "http://a b/",
                "http://h:99999/",
                "http://h_1:99999/",
                "http://h_1:x/",
                "http://h_1:-1/",
                "http://h_1:/",
                "http://u@h_1/",
                "http://h_1,h_2/",
                "http://h/?a=b",
                "http://u@h/",
                "file:/etc/passwd"
            })
    void acceptsOnlyHttpUrls(String uri) {
        assertThatThrownBy(() -> TaskMetadataEndpoint.of(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be an http URL such as http://169.254.170.2/v4/ID, got '" + uri + "'");
    }

    @Test
    void ignoresATrailingSlashInTheUrl() throws IOException {
        server.serve("{\"Family\": \"orders\"}", "{}");
        assertThat(TaskMetadataEndpoint.of(server.uri() + "/")
                        .task(RequestDeadline.begin())
                        .family())
                .isEqualTo("orders");
        assertThat(server.requests()).containsExactly("/task");
    }

    @Test
    void cachesAResponseForASecond() throws IOException {
        server.serve("{\"Family\": \"a\"}", "{}");
        assertThat(task().family()).isEqualTo("a");
        server.serve("{\"Family\": \"b\"}", "{}");
        clock.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
        assertThat(task().family()).isEqualTo("a");
        clock.addAndGet(1);
        assertThat(task().family()).isEqualTo("b");
        assertThat(server.requests()).containsExactly("/task", "/task");
    }

    @Test
    void cachesAFailureForASecond() throws IOException {
        assertThatThrownBy(this::stats).hasMessageContaining("404");
        server.serve("{}", "{}");
        assertThatThrownBy(this::stats).hasMessageContaining("404");
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(stats()).isEmpty();
        assertThat(server.requests()).containsExactly("/task/stats", "/task/stats");
    }

    @Test
    void sendsOneRequestForConcurrentCallers() throws Exception {
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
                    task();
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
    void sharesThreeSecondsBetweenBothRequests() throws Exception {
        server.answer("/task", out -> {
            Thread.sleep(2000);
            send(out, "HTTP/1.0 200 OK\r\n\r\n{}");
        });
        server.answer("/task/stats", out -> {
            Thread.sleep(2000);
            send(out, "HTTP/1.0 200 OK\r\n\r\n{}");
        });
        RequestDeadline deadline = RequestDeadline.begin();
        assertThatThrownBy(() -> {
                    endpoint.task(deadline);
                    endpoint.stats(deadline);
                })
                .hasMessageEndingWith(": expected a response within 3 s of the first request, got none or only a part");
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
