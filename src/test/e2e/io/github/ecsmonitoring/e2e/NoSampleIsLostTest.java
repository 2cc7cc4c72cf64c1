package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import software.amazon.awscdk.Stack;

/**
 * Three replicas of a task on Fargate. What was scraped and did not arrive leaves a hole, and what arrived twice or
 * late is refused by Prometheus.
 */
@Tag("e2e")
@Timeout(3600)
@TestMethodOrder(OrderAnnotation.class)
class NoSampleIsLostTest {
    private static final boolean LONG = Boolean.getBoolean("e2e.long");
    private static final Duration UNDISTURBED = LONG ? Duration.ofMinutes(10) : Duration.ofSeconds(15);
    private static final Duration OUTAGE = LONG ? Duration.ofMinutes(4).plusSeconds(30) : Duration.ofSeconds(20);

    private static final List<Replica> REPLICAS = new ArrayList<>();
    private static World world;

    @BeforeAll
    static void startReplicas() throws Exception {
        world = World.start();
        Stack stack = Stacks.fargate();
        for (int number = 1; number <= 3; number++) {
            REPLICAS.add(Replica.start(world, stack, number));
        }
        for (Replica replica : REPLICAS) {
            replica.awaitSamples();
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
        Started collector = REPLICAS.get(0).collector();
        Usage before = Usage.of(collector.pid());
        Thread.sleep(UNDISTURBED.toMillis());
        Usage after = Usage.of(collector.pid());
        Figures.say(
                "a collector at an interval of 5 s: %d MiB of its own and %d MiB of its binary in memory, %.1f %% of a CPU",
                after.anonymousMiB(),
                after.mappedMiB(),
                100.0 * after.cpu().minus(before.cpu()).toMillis() / UNDISTURBED.toMillis());
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
        assertThat(world.aws().remoteWrites(status))
                .as("attempts during the outage")
                .hasSizeGreaterThan(5);
        assertThat(REPLICAS.get(0).collector().log())
                .as("a line for each attempt")
                .contains(
                        "\"failed to send WriteRequest to remote endpoint\"",
                        "\"status_code\":" + status,
                        "\"retry_attempt\":2");
        for (Replica replica : REPLICAS) {
            Await.until("samples from after the outage", () -> replica.last() > end.getEpochSecond(), world::describe);
        }
        assertNothingIsLost(status + " for " + OUTAGE.toSeconds() + " s");
    }

    private static void assertNothingIsLost(String what) throws Exception {
        int arrived = 0;
        for (Replica replica : REPLICAS) {
            List<Integer> reads = replica.reads();
            assertThat(reads).as("reads of the page of " + replica.id()).isEqualTo(Replica.upTo(reads.size()));
            arrived += reads.size();
        }
        assertThat(world.prometheus().series(Replica.READS))
                .extracting(series -> series.label("instance"))
                .containsExactlyInAnyOrderElementsOf(
                        REPLICAS.stream().map(Replica::id).toList());
        assertThat(world.aws().remoteWrites(400))
                .as("requests with samples that are out of order or there already")
                .isEmpty();
        Figures.say("%s: %d samples of the app's page, 0 lost, 0 duplicate", what, arrived);
    }
}
