package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.ecs.TaskMetadataEndpoint;
import io.github.ecsmonitoring.exporter.ecs.TestEndpoint;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.flags.EnvironmentException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.scope.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are in {@code src/test/resources/ecs-collector}, beside the whole page of each, which {@code -Dsnapshots.update=true} rewrites. */
@Timeout(120)
class EcsCollectorTest {
    private static final Path FIXTURES = Path.of("src/test/resources/ecs-collector");
    private static final String STATS_OF_ONE = """
            {"x": {"networks": {"eth0": {"rx_bytes": 10}}}, "y": {"networks": {"eth0": {"rx_bytes": 11}}}}""";

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

    @ParameterizedTest
    @ValueSource(strings = {"fargate", "bridge"})
    void showsTheTaskAndItsContainers(String task) throws IOException {
        serve(task);
        String page = Machine.page(collector());
        Path expected = FIXTURES.resolve(task).resolve("page.txt");
        if (Boolean.getBoolean("snapshots.update")) {
            assertThat(System.getenv("CI")).as("no update of expected files on a CI machine").isNotEqualTo("true");
            Files.writeString(expected, page);
        }
        assertThat(page).isEqualTo(Files.readString(expected));
        assertThat(server.requests()).containsExactly("/task", "/task/stats");
    }

    @Test
    void countsTheInterfaceThatContainersShareOnce() throws IOException {
        server.serve(task("EC2", "awsvpc"), STATS_OF_ONE);
        assertThat(Machine.samples(collector())).contains("ecs_network_receive_bytes_total{interface=\"eth0\"} 11\n");
        server.serve(task("FARGATE", ""), STATS_OF_ONE);
        assertThat(Machine.samples(collector())).contains("ecs_network_receive_bytes_total{interface=\"eth0\"} 11\n");
    }

    @Test
    void addsUpInterfacesOfContainersThatHaveTheirOwn() throws IOException {
        server.serve(task("EC2", "bridge"), STATS_OF_ONE);
        assertThat(Machine.samples(collector())).contains("ecs_network_receive_bytes_total{interface=\"eth0\"} 21\n");
    }

    @Test
    void showsNoTrafficOfTheHost() throws IOException {
        server.serve(task("EC2", "host"), STATS_OF_ONE);
        assertThat(Machine.samples(collector())).doesNotContain("ecs_network").contains("ecs_up 1\n");
    }

    @Test
    void showsAContainerThatDoesNotRunWithoutWhatItUses() throws IOException {
        serve("fargate");
        assertThat(Machine.samples(collector()).lines().filter(line -> line.contains("\"migrate\""))).containsExactly(
                "ecs_container_exit_code{container_name=\"migrate\"} 137",
                "ecs_container_finish_timestamp_seconds{container_name=\"migrate\"} 1.79533083e+09",
                "ecs_container_info{container_name=\"migrate\",docker_name=\"migrate\",image=\"flyway:11\","
                        + "image_id=\"sha256:3333333333333333333333333333333333333333333333333333333333333333\"} 1",
                "ecs_container_memory_limit_bytes{container_name=\"migrate\"} 1.073741824e+09",
                "ecs_container_start_timestamp_seconds{container_name=\"migrate\"} 1.79533081e+09",
                "ecs_container_state{container_name=\"migrate\",state=\"CREATED\"} 0",
                "ecs_container_state{container_name=\"migrate\",state=\"PULLED\"} 0",
                "ecs_container_state{container_name=\"migrate\",state=\"RUNNING\"} 0",
                "ecs_container_state{container_name=\"migrate\",state=\"STOPPED\"} 1");
    }

    @Test
    void takesTheKernelsHighestNumberForNoLimit() throws IOException {
        server.serve("""
                {"Limits": {"CPU": 0, "Memory": 8796093022207}, "Containers": [{"DockerId": "x", "Name": "app", "Limits": {"Memory": 0}}]}
                """, "{\"x\": {\"pids_stats\": {\"current\": 1, \"limit\": 9223372036854771712}}}");
        assertThat(Machine.samples(collector())).contains("ecs_container_pids{container_name=\"app\"} 1\n").doesNotContain("limit");
    }

    @Test
    void showsAnyArn() throws IOException {
        server.serve("{\"TaskARN\": \"arn:aws-cn:ecs:cn-north-1:123456789012:task/shop/00\", \"LaunchType\": \"FARGATE\"}", "{}");
        assertThat(Machine.samples(collector())).isEqualTo("""
                ecs_task_metadata_info{availability_zone="",cluster="",desired_status="",family="",known_status="",launch_type="FARGATE",\
                revision="",task_arn="arn:aws-cn:ecs:cn-north-1:123456789012:task/shop/00"} 1
                ecs_up 1
                """);
    }

    @Test
    void showsTheTaskIfItsStatisticsFail() throws IOException {
        serve("fargate");
        server.answer("/task/stats", 500, "Internal Server Error", "\"no stats\"");
        Outcome outcome = scrape(collector());
        assertThat(outcome.page).contains("ecs_up 0\n", "ecs_task_memory_limit_bytes 1.073741824e+09\n",
                "ecs_container_state{container_name=\"app\",state=\"RUNNING\"} 1\n").doesNotContain("ecs_container_memory_usage_bytes");
        assertThat(outcome.failure).isExactlyInstanceOf(IOException.class)
                .hasMessage(server.uri() + "/task/stats: expected status 200, got 500 Internal Server Error \"\"no stats\"\"");
    }

    @Test
    void saysOnThePageThatTheEndpointFails() throws IOException {
        Outcome outcome = scrape(collector());
        assertThat(outcome.page).isEqualTo("""
                # HELP ecs_up Whether the task metadata endpoint answered as it should.
                # TYPE ecs_up gauge
                ecs_up 0
                """);
        assertThat(outcome.failure).hasMessage(server.uri() + "/task: expected status 200, got 404 Not Found \"404 page not found\"");
        assertThat(server.requests()).as("the statistics are of no use without the task").containsExactly("/task");
    }

    @Test
    void logsAFailureOnceAMinute() {
        AtomicLong clock = new AtomicLong(-1);
        Machine machine = new Machine(folder);
        CollectorSet set = CollectorSet.of(Map.of("ecs", collector(clock::get)), machine.log());
        MetricSink page = new MetricSink();
        for (int second = 0; second < 90; second++) {
            page.clear();
            set.run(page).collect();
            assertThat(text(page)).contains("node_scrape_collector_success{collector=\"ecs\"} 0\n");
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(machine.logged().lines().filter(line -> line.startsWith("level=ERROR"))).hasSize(2).allMatch(line -> line.equals(
                "level=ERROR msg=\"collector failed\" name=ecs err=\"" + server.uri()
                        + "/task: expected status 200, got 404 Not Found \\\"404 page not found\\\"\""));
        assertThat(machine.logged().lines().filter(line -> line.startsWith("level=DEBUG"))).hasSize(88);
    }

    @Test
    void givesAValidPageWhateverTheEndpointSays() throws IOException {
        String task = Files.readString(FIXTURES.resolve("bridge/task.json"));
        String stats = Files.readString(FIXTURES.resolve("bridge/stats.json"));
        Pattern line = Pattern.compile("# (HELP|TYPE) \\w[^\n]*|ecs_\\w+(\\{[^\n]*})? -?[0-9][0-9.e+-]*");
        String[] words = {"\"web\"", "\"\"", "null", "{}", "[]", "-1", "0", "1e300", "1.5", "\"\\u0000\\n\\\"\""};
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            server.serve(exchange(task, words, random), exchange(stats, words, random));
            Outcome outcome = scrape(collector());
            assertThat(outcome.page.lines()).allMatch(each -> line.matcher(each).matches());
            assertThat(outcome.page).contains(outcome.failure == null ? "ecs_up 1\n" : "ecs_up 0\n");
        }
    }

    @Test
    void isOnWhereEcsHasSetItsVariable() {
        assertThat(names(Map.of(EcsCollector.VARIABLE, server.uri()))).contains("ecs", "cpu");
        assertThat(names(Map.of(EcsCollector.VARIABLE, server.uri()), "--no-collector.ecs")).doesNotContain("ecs");
        assertThat(names(Map.of(EcsCollector.VARIABLE, server.uri()), "--collector.disable-defaults")).isEmpty();
        assertThat(names(Map.of())).doesNotContain("ecs");
        assertThat(names(Map.of(EcsCollector.VARIABLE, ""))).doesNotContain("ecs");
    }

    @Test
    void needsTheVariable() {
        assertThatThrownBy(() -> names(Map.of(), "--collector.ecs")).isInstanceOf(EnvironmentException.class).hasMessage(
                "--collector.ecs needs the environment variable ECS_CONTAINER_METADATA_URI_V4, which ECS sets in each container on Fargate 1.4.0"
                        + " or EC2 with agent 1.39.0 or newer; it is not set");
        assertThatThrownBy(() -> names(Map.of(EcsCollector.VARIABLE, "169.254.170.2"))).isInstanceOf(EnvironmentException.class).hasMessage(
                "ECS_CONTAINER_METADATA_URI_V4 must be an http URL such as http://169.254.170.2/v4/ID, got '169.254.170.2'; "
                        + "--no-collector.ecs does without it");
    }

    private record Outcome(String page, IOException failure) {}

    private static Outcome scrape(Collector collector) {
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

    /** Puts another value in the place of one or two. */
    private static String exchange(String json, String[] words, Random random) {
        String[] parts = json.splitWithDelimiters("(?<=: )(\"[^\"]*\"|[0-9]+|null)", 0);
        for (int i = 0; i <= random.nextInt(2); i++) {
            parts[1 + 2 * random.nextInt(parts.length / 2)] = words[random.nextInt(words.length)];
        }
        return String.join("", parts);
    }

    private static String task(String launchType, String networkMode) {
        return """
                {"LaunchType": "%s", "Containers": [
                  {"DockerId": "x", "Name": "a", "Networks": [{"NetworkMode": "%s"}]},
                  {"DockerId": "y", "Name": "b", "Networks": [{"NetworkMode": "%s"}]},
                  {"DockerId": "z", "Name": "c", "Networks": []}]}
                """.formatted(launchType, networkMode, networkMode);
    }

    private void serve(String task) throws IOException {
        server.serve(Files.readString(FIXTURES.resolve(task).resolve("task.json")), Files.readString(FIXTURES.resolve(task).resolve("stats.json")));
    }

    /** Each has an endpoint, and so a cache, of its own. */
    private Collector collector() {
        return collector(System::nanoTime);
    }

    private Collector collector(LongSupplier nanoTime) {
        return new EcsCollector(TaskMetadataEndpoint.of(server.uri()), nanoTime);
    }

    private List<String> names(Map<String, String> environment, String... commandLine) {
        Flags flags = new Flags(environment);
        Collectors collectors = new Collectors(flags);
        flags.parse(List.of(commandLine));
        Machine machine = new Machine(folder);
        return collectors.create(machine.paths(), Scope.HOST, machine.log()).names();
    }
}
