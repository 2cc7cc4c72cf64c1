package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** An alert, one that it mutes, and the labels in which both must agree. */
record MutedPair(String source, String target, List<String> scope) {
    static final String SAME = "the same";

    static MutedPair parse(String text) {
        String[] parts = text.split(" -> |, of the same ");
        return new MutedPair(parts[0], parts[1], List.of(parts[2].split(" ")));
    }

    String names() {
        return source + " -> " + target;
    }

    /** The targets that the rules produce for the task, service or cluster of the source. */
    List<Map<String, String>> targets(ExpectedAlerts rules, Map<String, String> source) {
        List<Map<String, String>> targets =
                rules.named(target).stream().filter(agreesWith(source)).toList();
        assertThat(targets).as("%s with the %s of %s", target, scope, source).isNotEmpty();
        return targets;
    }

    Predicate<Map<String, String>> agreesWith(Map<String, String> source) {
        return labels -> scope.stream()
                .allMatch(name -> source.containsKey(name) && source.get(name).equals(labels.get(name)));
    }

    /** The target, and as many others as there are labels of which they have another value or none. */
    Map<String, Map<String, String>> twins(Map<String, String> target) {
        Map<String, Map<String, String>> twins = new TreeMap<>(Map.of(SAME, target));
        for (String name : scope) {
            twins.put("another " + name, with(target, name, "another"));
            twins.put("no " + name, with(target, name, null));
        }
        return twins;
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> changed = new TreeMap<>(labels);
        changed.remove(name);
        if (value != null) {
            changed.put(name, value);
        }
        return changed;
    }

    /** The states of the twins. */
    Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>(Map.of(SAME, "suppressed"));
        for (String name : scope) {
            expected.put("another " + name, "active");
            expected.put("no " + name, "active");
        }
        return expected;
    }
}
