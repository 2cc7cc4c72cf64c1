package io.github.ecsmonitoring.exporter.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void countsNumbersInTheOrderInWhichTheyCame() {
        Tally tally = new Tally();
        assertThat(tally.of(7)).isZero();
        for (int round = 0; round < 3; round++) {
            for (long number = 100; number > round; number--) {
                tally.add(number << 32);
            }
        }
        assertThat(tally.size()).isEqualTo(100);
        assertThat(tally.number(0)).isEqualTo(100L << 32);
        assertThat(tally.count(0)).isEqualTo(3);
        assertThat(tally.of(1L << 32)).isEqualTo(1);
        assertThat(tally.of(2L << 32)).isEqualTo(2);
        assertThat(tally.of(2)).isZero();
    }
}
