package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("e2e")
class PairwiseCoverTest {
    @Test
    void coversEveryPairOfValues() {
        assertThat(PairwiseCover.cover(row -> true, 2, 2, 2))
                .containsExactly(new int[] {0, 0, 0}, new int[] {0, 1, 1}, new int[] {1, 0, 1}, new int[] {1, 1, 0});
    }

    @Test
    void coversThePairsOfAnImpossibleCombinationInOtherCombinations() {
        List<int[]> rows = PairwiseCover.cover(row -> !(row[0] == 0 && row[1] == 0 && row[2] == 0), 2, 2, 2);
        assertThat(rows).doesNotContain(new int[] {0, 0, 0});
        for (int option = 0; option < 3; option++) {
            for (int other = option + 1; other < 3; other++) {
                assertCovered(rows, option, other);
            }
        }
    }

    private static void assertCovered(List<int[]> rows, int option, int other) {
        assertThat(rows.stream().map(row -> row[option] + " " + row[other]).distinct())
                .as("options %d and %d", option, other)
                .containsExactlyInAnyOrder("0 0", "0 1", "1 0", "1 1");
    }

    @Test
    void failsIfAPairIsImpossible() {
        assertThatThrownBy(() -> PairwiseCover.cover(row -> !(row[0] == 1 && row[1] == 1), 2, 2, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no value of option 2 is possible with [1, 1, -1]");
    }
}
