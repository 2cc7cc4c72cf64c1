package io.github.ecsmonitoring.exporter.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.emulator.Fault.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    @Test
    void areParsedWithTheirProbabilities() {
        assertThat(Faults.parse("429:0.1, slow=3s:0.05, cut:.05,malformed:0\n").list())
                .containsExactly(
                        new Fault(Kind.STATUS, 429, Duration.ZERO, 0.1),
                        new Fault(Kind.SLOW, 200, Duration.ofSeconds(3), 0.05),
                        new Fault(Kind.CUT, 200, Duration.ZERO, 0.05),
                        new Fault(Kind.MALFORMED, 200, Duration.ZERO, 0));
        assertThat(Faults.parse("500").list()).containsExactly(new Fault(Kind.STATUS, 500, Duration.ZERO, 1));
        assertThat(Faults.parse(" ").list()).isEmpty();
    }

    @Test
    void occurWithTheirProbability() {
        Faults faults = Faults.parse("429:0.1,empty:0.3");
        Random random = new Random(7);
        Map<Kind, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            counts.merge(faults.next(random).kind(), 1, Integer::sum);
        }
        assertThat(counts).containsOnlyKeys(Kind.NONE, Kind.STATUS, Kind.EMPTY);
        assertThat(counts.get(Kind.STATUS)).isBetween(900, 1100);
        assertThat(counts.get(Kind.EMPTY)).isBetween(2800, 3200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429:0.1,  | expected GRAMMAR, got ''
            200       | expected GRAMMAR, got '200'
            slow:0.1  | expected GRAMMAR, got 'slow:0.1'
            slow=3    | slow must be a duration such as 1s, 500ms or 1m30s, got '3'
            cut:1.1   | a probability must be from 0 to 1, got '1.1' in 'cut:1.1'
            cut:1.1.1 | a probability must be from 0 to 1, got '1.1.1' in 'cut:1.1.1'
            429,500:1 | probabilities must not add up to more than 1, got 2.0 from '429,500:1'
            """)
    void areRejectedIfInvalid(String text, String message) {
        assertThatThrownBy(() -> Faults.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.replace("GRAMMAR", Faults.GRAMMAR));
    }
}
