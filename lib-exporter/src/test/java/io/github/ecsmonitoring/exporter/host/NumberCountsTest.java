package io.github.ecsmonitoring.exporter.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberCountsTest {
    @Test
    void countsNumbersInOrderOfFirstOccurrence() {
        NumberCounts counts = new NumberCounts();
        assertThat(counts.of(7)).isZero();
        for (int round = 0; round < 3; round++) {
            for (long number = 100; number > round; number--) {
                counts.add(number << 32);
            }
        }
        assertThat(counts.size()).isEqualTo(100);
        assertThat(counts.number(0)).isEqualTo(100L << 32);
        assertThat(counts.count(0)).isEqualTo(3);
        assertThat(counts.of(1L << 32)).isEqualTo(1);
        assertThat(counts.of(2L << 32)).isEqualTo(2);
        assertThat(counts.of(2)).isZero();
    }
}
