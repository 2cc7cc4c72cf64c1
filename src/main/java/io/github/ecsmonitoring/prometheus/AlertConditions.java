package io.github.ecsmonitoring.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares matchers with each other. Regular expressions are compared with known values only. */
final class AlertConditions {
    private AlertConditions() {}

    /** @throws IllegalArgumentException if one label would need two values */
    static void requirePossible(List<AlertMatcher> matchers) {
        Map<String, List<AlertMatcher>> byLabel = new LinkedHashMap<>();
        for (AlertMatcher matcher : matchers) {
            byLabel.computeIfAbsent(matcher.label(), first -> new ArrayList<>()).add(matcher);
        }
        byLabel.values().forEach(AlertConditions::requireValue);
    }

    /** Whether an alert that fulfils some matchers certainly fulfils others. */
    static boolean imply(List<AlertMatcher> some, List<AlertMatcher> others) {
        return others.stream().allMatch(other -> some.contains(other) || restrictTo(other, some));
    }

    /** Whether the label of a matcher can only have values that the matcher accepts. */
    private static boolean restrictTo(AlertMatcher accepting, List<AlertMatcher> matchers) {
        return accepting.isKnown()
                && matchers.stream()
                        .filter(matcher -> matcher.label().equals(accepting.label()))
                        .flatMap(matcher -> matcher.values().stream())
                        .anyMatch(values -> values.stream().allMatch(accepting::accepts));
    }

    private static void requireValue(List<AlertMatcher> ofOneLabel) {
        Optional<Set<String>> values = ofOneLabel.stream()
                .flatMap(matcher -> matcher.values().stream())
                .findFirst();
        if (values.isPresent()
                && values.get().stream()
                        .noneMatch(value -> ofOneLabel.stream().allMatch(matcher -> matcher.accepts(value)))) {
            throw new IllegalArgumentException(
                    "alert matchers " + ofOneLabel
                            + " can never match together: a label has one value, and routes within a route also need the matchers of their parents");
        }
    }
}
