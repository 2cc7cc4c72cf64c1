package io.github.ecsmonitoring.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Pairwise testing: a small set of combinations that contains every pair of values of different options. */
final class PairwiseCover {
    private record Pair(int option, int value, int otherOption, int otherValue) {}

    /** No value. */
    static final int OPEN = -1;

    private PairwiseCover() {}

    /**
     * @param possible whether a combination is allowed; also called with {@link #OPEN} in place of some values, and
     *     must then return false only if no values could complete the combination
     * @param sizes number of values of each option
     * @return combinations, each with the index of a value for each option
     * @throws IllegalStateException if a pair is in no allowed combination, or if the values chosen for some options
     *     leave none for another
     */
    static List<int[]> cover(Predicate<int[]> possible, int... sizes) {
        Set<Pair> missing = new LinkedHashSet<>();
        for (int option = 0; option < sizes.length; option++) {
            for (int other = option + 1; other < sizes.length; other++) {
                for (int value = 0; value < sizes[option]; value++) {
                    for (int otherValue = 0; otherValue < sizes[other]; otherValue++) {
                        missing.add(new Pair(option, value, other, otherValue));
                    }
                }
            }
        }
        List<int[]> rows = new ArrayList<>();
        while (!missing.isEmpty()) {
            int[] row = row(missing, possible, sizes);
            missing.removeIf(pair -> row[pair.option] == pair.value && row[pair.otherOption] == pair.otherValue);
            rows.add(row);
        }
        return rows;
    }

    /** Starts with a missing pair, then picks the value of each other option that covers most missing pairs. */
    private static int[] row(Set<Pair> missing, Predicate<int[]> possible, int... sizes) {
        Pair first = missing.iterator().next();
        int[] row = new int[sizes.length];
        Arrays.fill(row, OPEN);
        row[first.option] = first.value;
        row[first.otherOption] = first.otherValue;
        for (int option = 0; option < sizes.length; option++) {
            if (row[option] == OPEN) {
                row[option] = best(missing, possible, row, option, sizes[option]);
            }
        }
        return row;
    }

    private static int best(Set<Pair> missing, Predicate<int[]> possible, int[] row, int option, int size) {
        int best = OPEN;
        long most = -1;
        for (int value = 0; value < size; value++) {
            row[option] = value;
            long met = possible.test(row)
                    ? missing.stream()
                            .filter(pair -> row[pair.option] == pair.value && row[pair.otherOption] == pair.otherValue)
                            .count()
                    : -1;
            if (met > most) {
                most = met;
                best = value;
            }
        }
        if (best == OPEN) {
            row[option] = OPEN;
            throw new IllegalStateException(
                    "no value of option " + option + " is possible with " + Arrays.toString(row));
        }
        return best;
    }
}
