package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.ExporterProcess.Launch;
import io.github.ecsmonitoring.exporter.emulator.Emulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scrapes the jar a thousand times while the task metadata endpoint injects faults of every kind. */
@Timeout(180)
class EcsSoakTest {
    private static final int CLIENTS = 8;
    private static final int SCRAPES_EACH = 125;
    /** The exporter requests the endpoint at most once a second, so faster scrapes would see few of its responses. */
    private static final Duration PACE = Duration.ofMillis(160);
    /** Prometheus's default scrape_timeout. */
    private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(10);
    /** More than half of the scrapes have a fault in one of their two requests. */
    private static final String FAULTS = "429:0.06,500:0.06,slow=3s:0.02,cut:0.06,reset:0.04,malformed:0.12,empty:0.04";

    private static final String UP = "ecs_up";
    private static final String SUCCESS = "node_scrape_collector_success{collector=\"ecs\"}";
    private static final String CPU_OF_APP = "ecs_container_cpu_usage_seconds_total{container_name=\"app\"}";

    @TempDir
    Path folder;

    @Test
    void servesAThousandScrapesWhileTheEndpointFails() throws Exception {
        long start = System.nanoTime();
        try (Emulator emulator = Emulator.start("--scenario=fargate", "--seed=5");
                ExporterProcess exporter = serve(emulator);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            HttpRequest metrics = HttpRequest.newBuilder(URI.create("http://" + exporter.address() + "/metrics"))
                    .timeout(SCRAPE_TIMEOUT)
                    .build();
            concurrentScrapes(client, metrics, 5);
            long threads = exporter.count("task");
            long files = exporter.count("fd");

            emulator.faults(FAULTS);
            List<Map<String, String>> pages = concurrentScrapes(client, metrics, SCRAPES_EACH);
            assertThat(pages)
                    .hasSize(CLIENTS * SCRAPES_EACH)
                    .extracting(page -> page.get(UP))
                    .contains("0", "1");
            assertThat(emulator.answers().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .as("requests")
                    .isGreaterThan(20);
            assertThat(emulator.answers().keySet()).as("kinds of responses").hasSizeGreaterThan(6);

            for (String certain : List.of("503", "slow=1m")) {
                emulator.faults(certain);
                awaitUp(client, metrics, "0");
                emulator.faults("");
                awaitUp(client, metrics, "1");
            }

            long minutes = Duration.ofNanos(System.nanoTime() - start).toMinutes();
            assertThat(exporter.stderr().lines().filter(line -> line.matches(".*level=(WARN|ERROR).*")))
                    .as("log lines")
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo((int) minutes + 1);
            assertThat(exporter.count("task")).as("threads").isLessThanOrEqualTo(threads + 4);
            assertThat(exporter.count("fd")).as("open files").isLessThanOrEqualTo(files + 4);
        }
    }

    private ExporterProcess serve(Emulator emulator) throws Exception {
        return ExporterProcess.serve(
                folder,
                Launch.with(
                        Map.of("ECS_CONTAINER_METADATA_URI_V4", emulator.uri().toString())),
                "--collector.disable-defaults",
                "--collector.loadavg",
                "--collector.ecs");
    }

    private static List<Map<String, String>> concurrentScrapes(HttpClient client, HttpRequest metrics, int each)
            throws Exception {
        List<Map<String, String>> pages = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<List<Map<String, String>>>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                work.add(() -> scrapes(client, metrics, each));
            }
            for (Future<List<Map<String, String>>> done : clients.invokeAll(work)) {
                pages.addAll(done.get());
            }
        }
        return pages;
    }

    /** Scrapes sequentially, at {@link #PACE}. */
    private static List<Map<String, String>> scrapes(HttpClient client, HttpRequest metrics, int count)
            throws Exception {
        List<Map<String, String>> pages = new ArrayList<>();
        double cpu = 0;
        for (int i = 0; i < count; i++) {
            Map<String, String> page = scrape(client, metrics);
            if (page.containsKey(CPU_OF_APP)) {
                assertThat(Double.parseDouble(page.get(CPU_OF_APP)))
                        .as("a counter")
                        .isGreaterThanOrEqualTo(cpu)
                        .isFinite();
                cpu = Double.parseDouble(page.get(CPU_OF_APP));
            }
            pages.add(page);
            Thread.sleep(PACE);
        }
        return pages;
    }

    /** Scrapes once: the page is valid and on time, and {@code ecs_up} agrees with the other samples. */
    private static Map<String, String> scrape(HttpClient client, HttpRequest metrics) throws Exception {
        HttpResponse<String> response = client.send(metrics, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        Map<String, String> page = ValidPage.samples(response.body());
        assertThat(page)
                .containsKeys("node_load1", "node_load5", "node_load15")
                .containsEntry("node_scrape_collector_success{collector=\"loadavg\"}", "1");
        assertThat(page.get(UP)).isIn("0", "1").isEqualTo(page.get(SUCCESS));
        if (page.get(UP).equals("0")) {
            assertThat(page).as("samples while ecs_up is 0").doesNotContainKey(CPU_OF_APP);
        } else {
            assertThat(page.keySet()).anyMatch(series -> series.startsWith("ecs_task_metadata_info{"));
        }
        return page;
    }

    private static void awaitUp(HttpClient client, HttpRequest metrics, String up) throws Exception {
        for (int i = 0; i < 100; i++) {
            if (scrape(client, metrics).get(UP).equals(up)) {
                return;
            }
            Thread.sleep(PACE);
        }
        throw new AssertionError("ecs_up did not become " + up + " in 10 s");
    }
}
