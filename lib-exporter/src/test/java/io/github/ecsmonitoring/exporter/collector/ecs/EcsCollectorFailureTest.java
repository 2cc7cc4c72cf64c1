package io.github.ecsmonitoring.exporter.collector.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.exporter.collector.Machine;
import io.github.ecsmonitoring.exporter.collector.MachineCollector;
import io.github.ecsmonitoring.exporter.ecs.TaskMetadataEndpoint;
import io.github.ecsmonitoring.exporter.ecs.TestEndpoint;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page and the log when the task metadata endpoint fails. */
@Timeout(120)
class EcsCollectorFailureTest {
    private static final Path FIXTURES = Path.of("src/test/resources/ecs-collector");

    @TempDir
    Path folder;

    private TestEndpoint server;

    @BeforeEach
    void start() throws IOException {
        server = new TestEndpoint();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void exposesTheTaskWhenStatisticsFail() throws IOException {
        serve("fargate");
        server.answer("/task/stats", 500, "Internal Server Error", "\"no stats\"");
        Outcome outcome = scrape(collector());
        assertThat(outcome.page)
                .contains(
                        "ecs_up 0\n",
                        "ecs_task_memory_limit_bytes 1.073741824e+09\n",
                        "ecs_container_state{container_name=\"app\",state=\"RUNNING\"} 1\n")
                .doesNotContain("ecs_container_memory_usage_bytes");
        assertThat(outcome.failure)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(server.uri()
                        + "/task/stats: expected status 200, got 500 Internal Server Error \"\"no stats\"\"");
    }

    @Test
    void exposesUpAsZeroWhenTheEndpointFails() throws IOException {
        Outcome outcome = scrape(collector());
        assertThat(outcome.page).isEqualTo("""
                # HELP ecs_up Whether the last query of the task metadata endpoint was successful.
                # TYPE ecs_up gauge
                ecs_up 0
                """);
        assertThat(outcome.failure)
                .hasMessage(server.uri() + "/task: expected status 200, got 404 Not Found \"404 page not found\"");
        assertThat(server.requests())
                .as("statistics are not requested without the task")
                .containsExactly("/task");
    }

    @Test
    void logsAFailureOnceAMinute() {
        AtomicLong clock = new AtomicLong(-1);
        Machine machine = new Machine(folder);
        CollectorSet set = CollectorSet.of(
                machine.host(), Map.of("ecs", collector(clock::get).collector()), Set.of("ecs"), machine.log());
        MetricSink page = new MetricSink();
        for (int second = 0; second < 90; second++) {
            page.clear();
            set.run(page).collect();
            assertThat(text(page)).contains("node_scrape_collector_success{collector=\"ecs\"} 0\n");
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(machine.logged().lines().filter(line -> line.startsWith("level=ERROR")))
                .hasSize(2)
                .allMatch(line -> line.equals("level=ERROR msg=\"collector failed\" name=ecs err=\"" + server.uri()
                        + "/task: expected status 200, got 404 Not Found \\\"404 page not found\\\"\""));
        assertThat(machine.logged().lines().filter(line -> line.startsWith("level=DEBUG")))
                .hasSize(88);
    }

    @Test
    void exposesAValidPageForMalformedResponses() throws IOException {
        String task = Files.readString(FIXTURES.resolve("bridge/task.json"));
        String stats = Files.readString(FIXTURES.resolve("bridge/stats.json"));
        Pattern line = Pattern.compile("# (HELP|TYPE) \\w[^\n]*|ecs_\\w+(\\{[^\n]*})? -?[0-9][0-9.e+-]*");
        String[] words = {"\"web\"", "\"\"", "null", "{}", "[]", "-1", "0", "1e300", "1.5", "\"\\u0000\\n\\\"\""};
        Random random = new Random(1);
        Set<String> up = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            server.serve(replaceValues(task, words, random), replaceValues(stats, words, random));
            Outcome outcome = scrape(collector());
            assertThat(outcome.page.lines()).allMatch(each -> line.matcher(each).matches());
            assertThat(outcome.page).contains(outcome.failure == null ? "ecs_up 1\n" : "ecs_up 0\n");
            up.add(outcome.page.substring(outcome.page.lastIndexOf("ecs_up ")));
        }
        assertThat(up).containsExactlyInAnyOrder("ecs_up 0\n", "ecs_up 1\n");
    }

    private record Outcome(String page, IOException failure) {}

    private static Outcome scrape(MachineCollector collector) {
        MetricSink page = new MetricSink();
        IOException failure = null;
        try {
            collector.collect(page);
        } catch (IOException e) {
            failure = e;
        }
        String text = text(page);
        assertThat(page.faults()).isEmpty();
        return new Outcome(text, failure);
    }

    private static String text(MetricSink page) {
        Utf8Buffer text = new Utf8Buffer();
        TextFormat.write(page, text);
        return text.toString();
    }

    /** Replaces one or two values. */
    private static String replaceValues(String json, String[] words, Random random) {
        String[] parts = json.splitWithDelimiters("(?<=: )(\"[^\"]*\"|[0-9]+|null)", 0);
        for (int i = 0; i <= random.nextInt(2); i++) {
            parts[1 + 2 * random.nextInt(parts.length / 2)] = words[random.nextInt(words.length)];
        }
        return String.join("", parts);
    }

    private void serve(String task) throws IOException {
        server.serve(
                Files.readString(FIXTURES.resolve(task).resolve("task.json")),
                Files.readString(FIXTURES.resolve(task).resolve("stats.json")));
    }

    /** A collector with its own endpoint and cache. */
    private MachineCollector collector() {
        return collector(System::nanoTime);
    }

    private MachineCollector collector(LongSupplier nanoTime) {
        return new Machine(folder).collector(new EcsCollector(TaskMetadataEndpoint.of(server.uri()), nanoTime));
    }
}
