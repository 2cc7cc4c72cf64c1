package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Three replicas of a task on Fargate, scraped every 5 s. The app's page counts its own reads, so a sample that was scraped and did not
 * arrive leaves a hole, and one that arrived twice or late is refused by Prometheus.
 */
@Tag("e2e")
@Timeout(3600)
@TestMethodOrder(OrderAnnotation.class)
class NoSampleIsLostTest {
    private static final boolean LONG = Boolean.getBoolean("e2e.long");
    private static final Duration UNDISTURBED = LONG ? Duration.ofMinutes(10) : Duration.ofSeconds(20);
    private static final Duration OUTAGE = LONG ? Duration.ofMinutes(4).plusSeconds(30) : Duration.ofSeconds(25);
    private static final String READS = "orders_page_reads_total";

    private static final Map<String, Replica> REPLICAS = new LinkedHashMap<>();
    private static World world;

    private record Replica(Task task, Started collector) { }

    @BeforeAll
    static void startReplicas() throws Exception {
        world = World.start();
        for (int number = 1; number <= 3; number++) {
            String id = "%032x".formatted(number);
            Task task = world.task(Stacks.fargate(), "--scenario=fargate", "--task-id=" + id);
            REPLICAS.put(id, new Replica(task, task.startCollector(Change.QUICK)));
            task.startApp();
        }
        for (String id : REPLICAS.keySet()) {
            Await.until("samples of " + id, () -> reads(id).size() > 1, world::describe);
        }
    }

    @AfterAll
    static void end() {
        if (world != null) {
            world.close();
        }
    }

    @Test
    @Order(1)
    void ofThreeReplicas() throws Exception {
        Started collector = REPLICAS.values().iterator().next().collector();
        Usage before = Usage.of(collector.pid());
        Thread.sleep(UNDISTURBED.toMillis());
        Usage after = Usage.of(collector.pid());
        Figures.say("a collector at an interval of 5 s: %d MiB of its own and %d MiB of its binary in memory, %.1f %% of a CPU",
            after.anonymousMiB(), after.mappedMiB(), 100.0 * after.cpu().minus(before.cpu()).toMillis() / UNDISTURBED.toMillis());
        assertThat(after.anonymousMiB()).as("under what is reserved for it").isLessThan(160);
        assertNothingIsLost("three replicas, " + UNDISTURBED.toSeconds() + " s");
    }

    @Test
    @Order(2)
    void whileTheWorkspaceIsDown() throws Exception {
        outage(503, "service unavailable");
    }

    @Test
    @Order(3)
    void whileTheWorkspaceThrottles() throws Exception {
        outage(429, "ThrottlingException: Rate exceeded");
    }

    private static void outage(int status, String message) throws Exception {
        world.aws().outage(status, message);
        Thread.sleep(OUTAGE.toMillis());
        world.aws().outageEnds();
        Instant end = Instant.now();
        assertThat(world.aws().remoteWrites(status)).as("attempts during the outage").hasSizeGreaterThan(5);
        assertThat(REPLICAS.values().iterator().next().collector().log()).as("a line for each attempt")
            .contains("\"failed to send WriteRequest to remote endpoint\"", "\"status_code\":" + status, "\"retry_attempt\":2");
        for (String id : REPLICAS.keySet()) {
            Await.until("samples from after the outage", () -> last(id) > end.getEpochSecond(), world::describe);
        }
        assertNothingIsLost(status + " for " + OUTAGE.toSeconds() + " s");
    }

    /** The collector is killed for using too much memory, and ECS starts it again: what it had not sent is lost, and all goes on. */
    @Test
    @Order(4)
    void butWhatAKilledCollectorHadNotSent() throws Exception {
        Replica second = REPLICAS.get("%032x".formatted(2));
        second.collector().kill();
        Instant killed = Instant.now();
        second.task().startCollector(Change.QUICK);
        String id = "%032x".formatted(2);
        Await.until("samples of the new collector", () -> last(id) > killed.getEpochSecond() + 5, world::describe);
        List<Integer> reads = reads(id);
        int lost = reads.get(reads.size() - 1) - reads.size();
        Figures.say("collector killed: %d samples at an interval of 5 s lost", lost);
        assertThat(lost).isLessThan(6);
        assertThat(world.aws().remoteWrites(400)).isEmpty();
    }

    @Test
    @Order(5)
    void whenTheTaskStops() throws Exception {
        String id = "%032x".formatted(1);
        Replica first = REPLICAS.get(id);
        Instant start = Instant.now();
        assertThat(first.collector().stop()).as("ended by SIGTERM").isTrue();
        Figures.say("collector stopped in %d ms", Duration.between(start, Instant.now()).toMillis());
        int read = Integer.parseInt(first.task().get(8080, "/metrics").replaceAll("(?s).*" + READS + " (\\d+)\n.*", "$1")) - 1;
        assertThat(reads(id)).as("all reads of the page arrived").isEqualTo(IntStream.rangeClosed(1, read).boxed().toList());
        assertThat(last(id)).as("time of the last one").isGreaterThan(start.toEpochMilli() / 1000.0);
    }

    private static void assertNothingIsLost(String what) throws Exception {
        List<String> instances = new ArrayList<>();
        int expected = 0;
        int arrived = 0;
        for (Series series : world.prometheus().series(READS)) {
            instances.add(series.label("instance"));
            List<Integer> reads = reads(series.label("instance"));
            assertThat(reads).as("reads of the page of " + series.label("instance"))
                .isEqualTo(IntStream.rangeClosed(1, reads.size()).boxed().toList());
            expected += reads.get(reads.size() - 1);
            arrived += reads.size();
        }
        assertThat(instances).containsExactlyInAnyOrderElementsOf(REPLICAS.keySet());
        assertThat(world.aws().remoteWrites(400)).as("requests with samples that are out of order or there already").isEmpty();
        Figures.say("%s: %d samples of the app's page expected, %d arrived, 0 lost, 0 duplicate", what, expected, arrived);
    }

    private static List<Integer> reads(String instance) throws Exception {
        List<Series> series = world.prometheus().series(READS + "{instance='" + instance + "'}");
        return series.isEmpty() ? List.of() : series.get(0).samples().stream().filter(Series.Sample::isNumber)
            .map(sample -> Integer.valueOf(sample.value())).toList();
    }

    private static double last(String instance) throws Exception {
        return world.prometheus().series(READS + "{instance='" + instance + "'}").get(0).last().time();
    }
}
