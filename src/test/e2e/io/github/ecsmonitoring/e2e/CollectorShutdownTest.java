package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import software.amazon.awscdk.Stack;

/** Stops one collector in each way. Tests with outages, which affect all tasks, run last. */
@Tag("e2e")
@Timeout(900)
@TestMethodOrder(OrderAnnotation.class)
class CollectorShutdownTest {
    /** Long enough for a batch to be sent and for some retries. */
    private static final Duration INTO_THE_OUTAGE = Duration.ofSeconds(15);

    private static Testbed testbed;
    private static Replica stopped;
    private static Replica killed;
    private static Replica stoppedInShortOutage;
    private static Replica stoppedInLongOutage;

    @BeforeAll
    static void startTasks() throws Exception {
        testbed = Testbed.start();
        Stack stack = MonitoredStacks.fargate();
        stopped = Replica.start(testbed, stack, 1);
        killed = Replica.start(testbed, stack, 2);
        stoppedInShortOutage = Replica.start(testbed, stack, 3);
        stoppedInLongOutage = Replica.start(testbed, stack, 4);
        for (Replica replica : List.of(stopped, killed, stoppedInShortOutage, stoppedInLongOutage)) {
            replica.awaitSamples();
        }
    }

    @AfterAll
    static void end() {
        if (testbed != null) {
            testbed.close();
        }
    }

    @AfterEach
    void noSampleIsOutOfOrder() {
        testbed.aws().endOutage();
        assertThat(testbed.aws().remoteWrites(400)).isEmpty();
    }

    @Test
    @Order(1)
    void stoppedCollectorDeliversItsLastScrape() throws Exception {
        Instant start = Instant.now();
        assertThat(stopped.collector().stop(60)).as("exit after SIGTERM").isTrue();
        MeasurementLog.print(
                "collector stopped in %d ms",
                Duration.between(start, Instant.now()).toMillis());
        assertThat(stopped.arrived()).as("samples that arrived").isEqualTo(stopped.scraped());
        assertThat(stopped.last()).as("time of the last sample").isGreaterThanOrEqualTo(start.toEpochMilli() / 1000.0);
    }

    /** Kills the collector, as the kernel does when it is out of memory, and restarts it, as ECS does. */
    @Test
    @Order(2)
    void killedCollectorLosesAtMostOneBatch() throws Exception {
        killed.collector().kill();
        Instant end = Instant.now();
        killed.task().startCollector(CollectorOverrides.QUICK);
        Await.until(
                "samples of the restarted collector",
                () -> killed.last() > end.getEpochSecond() + 5,
                testbed::describe);
        List<Integer> arrived = killed.arrived();
        int lost = arrived.get(arrived.size() - 1) - arrived.size();
        MeasurementLog.print("collector killed: %d samples lost at an interval of 5 s", lost);
        assertThat(lost).as("samples lost, at most one batch").isLessThan(6);
    }

    /** Stops with a timeout of 10 s instead of the template's minute; retries take five minutes in either case. */
    @Test
    @Order(3)
    void collectorStoppedInALongOutageLosesTheSamplesOfTheOutage() throws Exception {
        Instant start = Instant.now();
        testbed.aws().startOutage(503, "service unavailable");
        Thread.sleep(INTO_THE_OUTAGE.toMillis());
        assertThat(stoppedInLongOutage.collector().stop(10))
                .as("exit after SIGTERM")
                .isFalse();
        testbed.aws().endOutage();
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        List<Integer> arrived = stoppedInLongOutage.arrived();
        int lost = stoppedInLongOutage.scraped().size() - arrived.size();
        MeasurementLog.print(
                "collector stopped in an outage and killed after %d s of it: %d samples lost at an interval of 5 s",
                seconds, lost);
        assertThat(arrived).as("samples that arrived").isEqualTo(Replica.upTo(arrived.size()));
        assertThat(lost)
                .as("samples lost: those of the outage, a batch before it and the last scrape")
                .isBetween(1, (int) seconds / 5 + 5);
    }

    @Test
    @Order(4)
    void collectorStoppedInAnOutageWaitsForItsEnd() throws Exception {
        testbed.aws().startOutage(503, "service unavailable");
        Thread.sleep(INTO_THE_OUTAGE.toMillis());
        Instant start = Instant.now();
        stoppedInShortOutage.collector().terminate();
        assertThat(stoppedInShortOutage.collector().awaitEnd(4))
                .as("exit during the outage")
                .isFalse();
        testbed.aws().endOutage();
        assertThat(stoppedInShortOutage.collector().awaitEnd(30))
                .as("exit after the outage")
                .isTrue();
        MeasurementLog.print(
                "collector stopped in an outage that ended after 4 s: in %d ms, nothing lost",
                Duration.between(start, Instant.now()).toMillis());
        assertThat(stoppedInShortOutage.arrived()).as("samples that arrived").isEqualTo(stoppedInShortOutage.scraped());
    }
}
