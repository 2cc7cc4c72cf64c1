package io.github.ecsmonitoring.adot;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One regular expression for many metric names, in the syntax of RE2: a collector does not start with an expression
 * that it cannot parse.
 */
final class NameRegex {
    private static final Pattern FOREIGN_CHARACTER = Pattern.compile("[^a-zA-Z0-9_:.*+?|()\\[\\]^-]");
    /** Groups with flags, named classes and repeated quantifiers, which no set of metric names needs. */
    private static final Pattern DIALECT = Pattern.compile("\\(\\?|\\[\\[|[*+?][*+]");

    /** Go rejects 1,000 levels. */
    private static final int MAX_DEPTH = 100;

    private static final Pattern NAME = Pattern.compile("([a-zA-Z:][a-zA-Z0-9:]*_)([a-zA-Z0-9_:]+)");

    private NameRegex() {}

    /** Whether an expression matches a whole name, in linear time. */
    static boolean matches(String regex, String name) {
        return Pattern.matches(regex, name);
    }

    /** Whether a text is a name or an expression that {@link #check} accepts. */
    static boolean isValid(String name) {
        return problem(name).isEmpty();
    }

    /**
     * An expression for whole names, in which names with the same first word share it: {@code node_(?:load1|load5)|up}.
     *
     * @throws IllegalArgumentException if one is neither a name nor an expression
     */
    static String of(Collection<String> names) {
        Map<String, List<String>> groups = new TreeMap<>();
        names.forEach(NameRegex::check);
        for (String name : new TreeSet<>(names)) {
            var parts = NAME.matcher(name);
            if (parts.matches()) {
                groups.computeIfAbsent(parts.group(1), prefix -> new ArrayList<>())
                        .add(parts.group(2));
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

    /**
     * Validates a name or an expression.
     *
     * @throws IllegalArgumentException with the place of the problem if it is neither
     */
    static void check(String name) {
        problem(name).ifPresent(problem -> {
            throw new IllegalArgumentException(
                    "metric must be a name or a regular expression of letters, digits, _ : . * + ? | ( ) "
                            + "[ ] ^ and -, got " + (name == null ? "null" : "\"" + name + "\"" + problem));
        });
    }

    private static Optional<String> problem(String name) {
        return name == null || name.isEmpty()
                ? Optional.of("")
                : found(FOREIGN_CHARACTER, name)
                        .or(() -> found(DIALECT, name))
                        .or(() -> tooDeep(name))
                        .or(() -> syntaxError(name));
    }

    private static Optional<String> found(Pattern forbidden, String name) {
        Matcher matcher = forbidden.matcher(name);
        return matcher.find()
                ? Optional.of(": \"" + matcher.group() + "\" is not allowed, at character " + (matcher.start() + 1))
                : Optional.empty();
    }

    private static Optional<String> tooDeep(String regex) {
        int depth = 0;
        for (char c : regex.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth > MAX_DEPTH) {
                return Optional.of(": more than " + MAX_DEPTH + " nested parentheses");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> syntaxError(String regex) {
        try {
            Pattern.compile(regex);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            if (e.getPattern().equals("stack underflow")) {
                return Optional.of(": unmatched closing )");
            }
            return Optional.of(": " + e.getDescription()
                    + (e.getPattern().equals(regex) ? "" : ", at \"" + e.getPattern() + "\""));
        }
    }
}
