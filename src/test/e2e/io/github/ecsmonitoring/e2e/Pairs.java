package io.github.ecsmonitoring.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Few combinations of choices in which any two choices of different options meet: far fewer than all, and most bugs
 * need no third one.
 */
final class Pairs {
    private record Pair(int option, int choice, int otherOption, int otherChoice) {}

    /** No choice yet. */
    static final int OPEN = -1;

    private Pairs() {}

    /**
     * @param possible whether there may be such a row; it is also asked for rows that have {@link #OPEN} in place of
     *     some choices, and what it refuses then it must refuse with any choice there
     * @param choices how many each option has
     * @return rows of the index of a choice for each option
     * @throws IllegalStateException if a pair is in no possible row, or the choice for one option leaves none for
     *     another
     */
    static List<int[]> cover(Predicate<int[]> possible, int... choices) {
        Set<Pair> missing = new LinkedHashSet<>();
        for (int option = 0; option < choices.length; option++) {
            for (int other = option + 1; other < choices.length; other++) {
                for (int choice = 0; choice < choices[option]; choice++) {
                    for (int otherChoice = 0; otherChoice < choices[other]; otherChoice++) {
                        missing.add(new Pair(option, choice, other, otherChoice));
                    }
                }
            }
        }
        List<int[]> rows = new ArrayList<>();
        while (!missing.isEmpty()) {
            int[] row = row(missing, possible, choices);
            missing.removeIf(pair -> row[pair.option] == pair.choice && row[pair.otherOption] == pair.otherChoice);
            rows.add(row);
        }
        return rows;
    }

    /**
     * Begins with a pair that is missing, and takes for each other option the choice that brings most of the missing
     * ones.
     */
    private static int[] row(Set<Pair> missing, Predicate<int[]> possible, int... choices) {
        Pair first = missing.iterator().next();
        int[] row = new int[choices.length];
        Arrays.fill(row, OPEN);
        row[first.option] = first.choice;
        row[first.otherOption] = first.otherChoice;
        for (int option = 0; option < choices.length; option++) {
            if (row[option] == OPEN) {
                row[option] = best(missing, possible, row, option, choices[option]);
            }
        }
        return row;
    }

    private static int best(Set<Pair> missing, Predicate<int[]> possible, int[] row, int option, int choices) {
        int best = OPEN;
        long most = -1;
        for (int choice = 0; choice < choices; choice++) {
            row[option] = choice;
            long met = possible.test(row)
                    ? missing.stream()
                            .filter(pair ->
                                    row[pair.option] == pair.choice && row[pair.otherOption] == pair.otherChoice)
                            .count()
                    : -1;
            if (met > most) {
                most = met;
                best = choice;
            }
        }
        if (best == OPEN) {
            row[option] = OPEN;
            throw new IllegalStateException(
                    "no choice of option " + option + " is possible beside " + Arrays.toString(row));
        }
        return best;
    }
}
