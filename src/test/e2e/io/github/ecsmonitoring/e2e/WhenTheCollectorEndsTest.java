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

/**
 * One task for each way in which a collector can end: what of that which it has scraped arrives. Outages, which all
 * tasks see, come last.
 */
@Tag("e2e")
@Timeout(900)
@TestMethodOrder(OrderAnnotation.class)
class WhenTheCollectorEndsTest {
    /** As long as a batch waits, and some attempts. */
    private static final Duration INTO_THE_OUTAGE = Duration.ofSeconds(15);

    private static World world;
    private static Replica stopped;
    private static Replica killed;
    private static Replica patient;
    private static Replica cut;

    @BeforeAll
    static void startTasks() throws Exception {
        world = World.start();
        Stack stack = Stacks.fargate();
        stopped = Replica.start(world, stack, 1);
        killed = Replica.start(world, stack, 2);
        patient = Replica.start(world, stack, 3);
        cut = Replica.start(world, stack, 4);
        for (Replica replica : List.of(stopped, killed, patient, cut)) {
            replica.awaitSamples();
        }
    }

    @AfterAll
    static void end() {
        if (world != null) {
            world.close();
        }
    }

    @AfterEach
    void noSampleCameTwiceOrLate() {
        world.aws().outageEnds();
        assertThat(world.aws().remoteWrites(400)).isEmpty();
    }

    @Test
    @Order(1)
    void aTaskThatStopsDeliversItsLastScrape() throws Exception {
        Instant start = Instant.now();
        assertThat(stopped.collector().stop(60)).as("ended by SIGTERM").isTrue();
        Figures.say(
                "collector stopped in %d ms",
                Duration.between(start, Instant.now()).toMillis());
        assertThat(stopped.reads()).as("all reads of the page arrived").isEqualTo(stopped.allReads());
        assertThat(stopped.last()).as("time of the last one").isGreaterThanOrEqualTo(start.toEpochMilli() / 1000.0);
    }

    /**
     * The collector is killed for using too much memory, and ECS starts it again: what it had not sent is lost, and all
     * goes on.
     */
    @Test
    @Order(2)
    void aCollectorThatIsKilledLosesWhatItHadNotSent() throws Exception {
        killed.collector().kill();
        Instant end = Instant.now();
        killed.task().startCollector(Change.QUICK);
        Await.until("samples of the new collector", () -> killed.last() > end.getEpochSecond() + 5, world::describe);
        List<Integer> reads = killed.reads();
        int lost = reads.get(reads.size() - 1) - reads.size();
        Figures.say("collector killed: %d samples at an interval of 5 s lost", lost);
        assertThat(lost).as("a batch, at most").isLessThan(6);
    }

    /**
     * Of the minute that the template gives it, this takes ten seconds: it tries again for five minutes in any case.
     */
    @Test
    @Order(3)
    void aTaskThatStopsInALongOutageLosesWhatWasScrapedInIt() throws Exception {
        Instant start = Instant.now();
        world.aws().outage(503, "service unavailable");
        Thread.sleep(INTO_THE_OUTAGE.toMillis());
        assertThat(cut.collector().stop(10)).as("ended by SIGTERM").isFalse();
        world.aws().outageEnds();
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        List<Integer> reads = cut.reads();
        int lost = cut.allReads().size() - reads.size();
        Figures.say(
                "collector stopped in an outage and killed %d s after its begin: %d samples at an interval of 5 s lost",
                seconds, lost);
        assertThat(reads).as("reads of the page").isEqualTo(Replica.upTo(reads.size()));
        assertThat(lost)
                .as("what was scraped in the outage, a batch before it and the last scrape")
                .isBetween(1, (int) seconds / 5 + 5);
    }

    @Test
    @Order(4)
    void aTaskThatStopsInAnOutageWaitsForItsEnd() throws Exception {
        world.aws().outage(503, "service unavailable");
        Thread.sleep(INTO_THE_OUTAGE.toMillis());
        Instant start = Instant.now();
        patient.collector().terminate();
        assertThat(patient.collector().awaitEnd(4))
                .as("ended during the outage")
                .isFalse();
        world.aws().outageEnds();
        assertThat(patient.collector().awaitEnd(30))
                .as("ended after the outage")
                .isTrue();
        Figures.say(
                "collector stopped in an outage that ended after 4 s: in %d ms, nothing lost",
                Duration.between(start, Instant.now()).toMillis());
        assertThat(patient.reads()).as("all reads of the page arrived").isEqualTo(patient.allReads());
    }
}
