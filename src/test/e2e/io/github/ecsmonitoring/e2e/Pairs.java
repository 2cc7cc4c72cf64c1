package io.github.ecsmonitoring.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Few combinations of choices in which any two choices of different options meet: far fewer than all, and most bugs need no third one. */
final class Pairs {
    private record Pair(int option, int choice, int otherOption, int otherChoice) { }

    private Pairs() {
    }

    /**
     * @param choices how many each option has
     * @return rows of the index of a choice for each option
     */
    static List<int[]> cover(int... choices) {
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
            int[] row = row(missing, choices);
            missing.removeIf(pair -> row[pair.option] == pair.choice && row[pair.otherOption] == pair.otherChoice);
            rows.add(row);
        }
        return rows;
    }

    /** Begins with a pair that is missing, and takes for each other option the choice that brings most of the missing ones. */
    private static int[] row(Set<Pair> missing, int... choices) {
        Pair first = missing.iterator().next();
        int[] row = new int[choices.length];
        Arrays.fill(row, -1);
        row[first.option] = first.choice;
        row[first.otherOption] = first.otherChoice;
        for (int option = 0; option < choices.length; option++) {
            if (row[option] < 0) {
                row[option] = best(missing, row, option, choices[option]);
            }
        }
        return row;
    }

    private static int best(Set<Pair> missing, int[] row, int option, int choices) {
        int best = 0;
        long most = -1;
        for (int choice = 0; choice < choices; choice++) {
            row[option] = choice;
            long met = missing.stream().filter(pair -> row[pair.option] == pair.choice && row[pair.otherOption] == pair.otherChoice).count();
            if (met > most) {
                most = met;
                best = choice;
            }
        }
        return best;
    }
}
