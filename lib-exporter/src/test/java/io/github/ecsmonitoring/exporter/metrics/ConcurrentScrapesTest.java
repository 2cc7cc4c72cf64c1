package io.github.ecsmonitoring.exporter.metrics;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConcurrentScrapesTest {
    private final TestServer server = new TestServer();
    private final Semaphore entered = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);
    /** Blocks each scrape until the test opens it. */
    private final Collector gate = (host, out) -> {
        entered.release();
        try {
            open.await(60, SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        out.gauge("x", "h", 1);
    };

    @AfterEach
    void stop() {
        open.countDown();
        server.stop();
    }

    @Test
    void rejectsScrapesOverTheLimitAndStaysHealthy() throws Exception {
        server.start("/metrics", 2, gate);
        List<CompletableFuture<HttpResponse<byte[]>>> scrapes =
                List.of(server.getLater("/metrics"), server.getLater("/metrics"));
        assertThat(entered.tryAcquire(2, 60, SECONDS)).isTrue();
        for (int i = 0; i < 20; i++) {
            HttpResponse<byte[]> refused = server.get("/metrics");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(refused.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(text(refused)).isEqualTo("Limit of concurrent requests reached (2), try again later.\n");
        }
        assertThat(text(server.get("/-/healthy"))).isEqualTo("ok\n");
        assertThat(server.get("/").statusCode()).isEqualTo(200);
        open.countDown();
        for (CompletableFuture<HttpResponse<byte[]>> scrape : scrapes) {
            assertThat(text(scrape.get(60, SECONDS))).endsWith("x 1\n");
        }
        assertThat(server.getBelowLimit("/metrics").statusCode())
                .as("below the limit again")
                .isEqualTo(200);
    }

    @Test
    void zeroMeansNoLimit() throws Exception {
        server.start("/metrics", 0, gate);
        List<CompletableFuture<HttpResponse<byte[]>>> scrapes = IntStream.range(0, 60)
                .mapToObj(i -> server.getLater("/metrics"))
                .toList();
        assertThat(entered.tryAcquire(60, 60, SECONDS)).isTrue();
        open.countDown();
        for (CompletableFuture<HttpResponse<byte[]>> scrape : scrapes) {
            assertThat(scrape.get(60, SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void servesScrapesAfterFailures() throws Exception {
        server.start("/metrics", 1, (host, out) -> {
            throw new IllegalStateException("a bug");
        });
        for (int i = 0; i < 5; i++) {
            assertThat(server.getBelowLimit("/metrics").statusCode()).isEqualTo(200);
            assertThat(server.get("/metrics?collect[]=nope").statusCode()).isEqualTo(400);
        }
        assertThat(server.logged()).contains("err=\"java.lang.IllegalStateException: a bug\"\n");
    }

    @Test
    void servesCompletePagesToFiftyParallelClients() throws Exception {
        server.start("/metrics", 0, (host, out) -> {
            String thread = Thread.currentThread().getName();
            for (int i = 0; i < 500; i++) {
                out.counter("x_total", "h", i, "device", "veth" + i, "scraper", thread);
            }
        });
        for (int round = 0; round < 4; round++) {
            List<CompletableFuture<HttpResponse<byte[]>>> scrapes = IntStream.range(0, 50)
                    .mapToObj(i -> server.getLater("/metrics"))
                    .toList();
            List<String> pages = new ArrayList<>();
            for (CompletableFuture<HttpResponse<byte[]>> scrape : scrapes) {
                pages.add(text(scrape.get(60, SECONDS)));
            }
            assertThat(pages)
                    .allSatisfy(page -> assertThat(scrapersOf(page))
                            .as("all samples are of one scrape")
                            .hasSize(1));
            assertThat(pages.stream()
                            .map(page -> page.replaceAll("scraper=\"[^\"]*\"", ""))
                            .distinct())
                    .singleElement()
                    .asString()
                    .hasLineCount(502);
        }
    }

    @Test
    void survivesClientsThatDisconnect() throws Exception {
        server.start("/metrics", 8, (host, out) -> {
            for (int i = 0; i < 60_000; i++) {
                out.counter(
                        "x_total",
                        "h",
                        i,
                        "device",
                        "a name that fills the buffers of the connection soon, number " + i);
            }
        });
        for (int i = 0; i < 4; i++) {
            try (Socket socket = server.connect()) {
                OutputStream out = socket.getOutputStream();
                out.write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");
                socket.setSoLinger(true, 0);
            }
        }
        // An aborted scrape ends only after its thread has seen the reset.
        assertThat(firstPage()).endsWith("number 9999\"} 9999\n").hasLineCount(60_002);
        assertThat(server.logged())
                .contains("level=DEBUG msg=\"client disconnected\"")
                .doesNotContain("level=ERROR");
    }

    /** As with clients that announce a microsecond and name one collector. */
    @Test
    void shortTimeOutsOfOthersTakeNoCollectorFromAScrape() throws Exception {
        Collector slow = (host, out) -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            out.gauge("slow", "h", 1);
        };
        server.start(Map.of("slow", slow), 0);
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> impatient = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            while (!done.get()) {
                                impatientScrape();
                            }
                        },
                        Thread::startVirtualThread))
                .toList();
        for (int i = 0; i < 10; i++) {
            assertThat(text(server.get("/metrics")))
                    .contains("\nslow 1\n", "node_scrape_collector_success{collector=\"slow\"} 1\n");
        }
        done.set(true);
        for (CompletableFuture<Void> each : impatient) {
            each.get(60, SECONDS);
        }
    }

    private void impatientScrape() {
        try {
            server.send("GET", "/metrics?collect[]=slow", "X-Prometheus-Scrape-Timeout-Seconds", "0.000001");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void stopWaitsForARunningScrape() throws Exception {
        server.start(gate);
        CompletableFuture<HttpResponse<byte[]>> scrape = server.getLater("/metrics");
        assertThat(entered.tryAcquire(60, SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> server.stop(60));
        assertThat(stopped)
                .as("waits for the scrape")
                .failsWithin(Duration.ofMillis(200))
                .withThrowableOfType(TimeoutException.class);
        open.countDown();
        assertThat(text(scrape.get(60, SECONDS))).endsWith("x 1\n");
        stopped.get(60, SECONDS);
    }

    private String firstPage() throws Exception {
        for (int i = 0; i < 300; i++) {
            HttpResponse<byte[]> response = server.get("/metrics");
            if (response.statusCode() == 200) {
                return text(response);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("still at the limit after 30 s");
    }

    private static Set<String> scrapersOf(String page) {
        return page.lines()
                .filter(line -> line.contains("scraper="))
                .map(line -> line.replaceAll(".*scraper=\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
