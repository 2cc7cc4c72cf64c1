package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 500);
    private final TokenBucket bucket = new TokenBucket(Duration.ofNanos(100), 3, now::get);

    @Test
    void grantsABurstAndThenOnePerInterval() {
        assertThat(taken(5)).isEqualTo(3);
        now.addAndGet(99);
        assertThat(taken(1)).isZero();
        now.addAndGet(1);
        assertThat(taken(2)).isEqualTo(1);
        now.addAndGet(250);
        assertThat(taken(5)).isEqualTo(2);
        now.addAndGet(50);
        assertThat(taken(1)).as("half intervals add up").isEqualTo(1);
    }

    @Test
    void savesAtMostTheBurst() {
        now.addAndGet(Duration.ofDays(365).toNanos());
        assertThat(taken(10)).isEqualTo(3);
    }

    private int taken(int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += bucket.take() ? 1 : 0;
        }
        return taken;
    }
}
