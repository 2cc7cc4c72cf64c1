package io.github.ecsmonitoring.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was meant by a misspelt one. */
public final class NearestName {
    private NearestName() {}

    /** The name that differs by the fewest letters, at most one of three. */
    public static Optional<String> of(String misspelt, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(misspelt, name) <= Math.max(misspelt.length(), name.length()) / 3)
                .min(Comparator.comparingInt((String name) -> distance(misspelt, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** For the end of a message: {@code : did you mean "expr"?}, else nothing. */
    public static String question(String misspelt, Collection<String> names) {
        return of(misspelt, names).map(name -> ": did you mean " + name + "?").orElse("");
    }

    /** How many letters must be inserted, deleted or replaced to make one text from the other. */
    public static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
