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

/** Runs three replicas of a Fargate task. Lost samples leave gaps, and Prometheus rejects out-of-order samples. */
@Tag("e2e")
@Timeout(3600)
@TestMethodOrder(OrderAnnotation.class)
class SampleLossTest {
    private static final boolean LONG = Boolean.getBoolean("e2e.long");
    private static final Duration UNDISTURBED = LONG ? Duration.ofMinutes(10) : Duration.ofSeconds(15);
    private static final Duration OUTAGE = LONG ? Duration.ofMinutes(4).plusSeconds(30) : Duration.ofSeconds(20);

    private static final List<Replica> REPLICAS = new ArrayList<>();
    private static Testbed testbed;

    @BeforeAll
    static void startReplicas() throws Exception {
        testbed = Testbed.start();
        Stack stack = MonitoredStacks.fargate();
        for (int number = 1; number <= 3; number++) {
            REPLICAS.add(Replica.start(testbed, stack, number));
        }
        for (Replica replica : REPLICAS) {
            replica.awaitSamples();
        }
    }

    @AfterAll
    static void end() {
        if (testbed != null) {
            testbed.close();
        }
    }

    @Test
    @Order(1)
    void noSampleIsLostInNormalOperation() throws Exception {
        ChildProcess collector = REPLICAS.get(0).collector();
        ProcessUsage before = ProcessUsage.of(collector.pid());
        Thread.sleep(UNDISTURBED.toMillis());
        ProcessUsage after = ProcessUsage.of(collector.pid());
        MeasurementLog.print(
                "collector with a scrape interval of 5 s: %d MiB of anonymous and %d MiB of mapped memory, %.1f %% of a CPU",
                after.anonymousMiB(),
                after.mappedMiB(),
                100.0 * after.cpu().minus(before.cpu()).toMillis() / UNDISTURBED.toMillis());
        assertThat(after.anonymousMiB())
                .as("anonymous memory in MiB, below the reservation")
                .isLessThan(160);
        assertNothingIsLost("normal operation for " + UNDISTURBED.toSeconds() + " s", Instant.now());
    }

    @Test
    @Order(2)
    void noSampleIsLostInAnOutageOfTheWorkspace() throws Exception {
        assertNothingIsLostInAnOutage(503, "service unavailable");
    }

    @Test
    @Order(3)
    void noSampleIsLostUnderThrottling() throws Exception {
        assertNothingIsLostInAnOutage(429, "ThrottlingException: Rate exceeded");
    }

    private static void assertNothingIsLostInAnOutage(int status, String message) throws Exception {
        testbed.aws().startOutage(status, message);
        Thread.sleep(OUTAGE.toMillis());
        testbed.aws().endOutage();
        Instant end = Instant.now();
        assertThat(testbed.aws().remoteWrites(status))
                .as("attempts during the outage")
                .hasSizeGreaterThan(5);
        assertThat(REPLICAS.get(0).collector().log())
                .as("log lines of the attempts")
                .contains(
                        "\"failed to send WriteRequest to remote endpoint\"",
                        "\"status_code\":" + status,
                        "\"retry_attempt\":2");
        assertNothingIsLost("status " + status + " for " + OUTAGE.toSeconds() + " s", end);
    }

    /** Asserts that all samples have arrived, up to one that was scraped after {@code end}. */
    private static void assertNothingIsLost(String phase, Instant end) throws Exception {
        int arrived = 0;
        for (Replica replica : REPLICAS) {
            Await.until("a sample after " + phase, () -> replica.last() > end.getEpochSecond(), testbed::describe);
            List<Integer> scrapes = replica.arrived();
            assertThat(scrapes).as("samples of " + replica.id()).isEqualTo(Replica.upTo(scrapes.size()));
            arrived += scrapes.size();
        }
        assertThat(testbed.prometheus().series(Replica.SCRAPES))
                .extracting(series -> series.label("instance"))
                .containsExactlyInAnyOrderElementsOf(
                        REPLICAS.stream().map(Replica::id).toList());
        assertThat(testbed.aws().remoteWrites(400))
                .as("requests with out-of-order or conflicting samples")
                .isEmpty();
        MeasurementLog.print("%s: %d samples of the app, none lost", phase, arrived);
    }
}
