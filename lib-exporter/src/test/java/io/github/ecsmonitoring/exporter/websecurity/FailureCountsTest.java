package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureCountsTest {
    private final AtomicLong clock = new AtomicLong();
    private final FailureCounts failures = new FailureCounts(clock::get);

    @Test
    void countsByNetworkAndByConnection() {
        failures.add(new PasswordClient("10.0.0.1", "10.0.0.1/1"));
        failures.add(new PasswordClient("10.0.0.1", "10.0.0.1/2"));
        assertThat(failures.of("10.0.0.1")).isEqualTo(2);
        assertThat(failures.of("10.0.0.1/2")).isEqualTo(1);
        assertThat(failures.of("10.0.0.2")).isZero();
    }

    @Test
    void startsAgainTenMinutesAfterTheLastFailure() {
        PasswordClient client = new PasswordClient("10.0.0.1", "10.0.0.1/1");
        failures.add(client);
        clock.addAndGet(FailureCounts.MEMORY.toNanos());
        failures.add(client);
        clock.addAndGet(FailureCounts.MEMORY.toNanos());
        assertThat(failures.of("10.0.0.1")).isEqualTo(2);
        clock.incrementAndGet();
        assertThat(failures.of("10.0.0.1")).isZero();
    }

    @Test
    void forgetsTheClientsWhoseLastFailuresAreTheOldest() {
        for (int i = 0; i < 1000; i++) {
            failures.add(new PasswordClient("network " + i, "connection " + i));
        }
        assertThat(failures.of("network 0")).isZero();
        assertThat(failures.of("network 999")).isEqualTo(1);
    }
}
