package io.github.ecsmonitoring.adot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * One regular expression for many names of metrics, in the dialect that Java and Go's RE2 share: what the collector cannot parse keeps
 * it from starting, which nobody sees until metrics are missed.
 */
final class NameRegex {
    private static final Pattern SHARED = Pattern.compile("(?!.*(\\(\\?|\\[\\[|[*+?][*+]))[a-zA-Z0-9_:.*+?|()\\[\\]^-]+");
    private static final Pattern NAME = Pattern.compile("([a-zA-Z:][a-zA-Z0-9:]*_)([a-zA-Z0-9_:]+)");

    private NameRegex() {
    }

    /**
     * An expression for whole names, in which those that begin with the same word share it: {@code node_(?:load1|load5)|up}.
     *
     * @throws IllegalArgumentException if one is neither a name nor an expression that both dialects know
     */
    static String of(Collection<String> names) {
        Map<String, List<String>> groups = new TreeMap<>();
        for (String name : new TreeSet<>(names)) {
            check(name);
            var parts = NAME.matcher(name);
            if (parts.matches()) {
                groups.computeIfAbsent(parts.group(1), prefix -> new ArrayList<>()).add(parts.group(2));
            } else {
                groups.computeIfAbsent(name, whole -> new ArrayList<>()).add("");
            }
        }
        return groups.entrySet().stream()
            .map(group -> group.getValue().size() == 1
                ? group.getKey() + group.getValue().get(0)
                : group.getKey() + "(?:" + String.join("|", group.getValue()) + ")")
            .collect(Collectors.joining("|"));
    }

    /** @throws IllegalArgumentException if it is neither a name nor an expression that both dialects know */
    static void check(String name) {
        if (name == null || !SHARED.matcher(name).matches() || !compiles(name)) {
            throw new IllegalArgumentException("name of a metric must be a name or a regular expression of letters, digits, _ : . * + ? | ( ) "
                + "[ ] ^ and -, got " + (name == null ? "null" : "\"" + name + "\""));
        }
    }

    private static boolean compiles(String regex) {
        try {
            Pattern.compile(regex);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
