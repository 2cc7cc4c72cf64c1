package io.github.ecsmonitoring.prometheus;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Token;

/**
 * A condition on one label of an alert. An alert without the label has the empty value.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#matcher">matchers of Alertmanager</a>
 */
public final class AlertMatcher {
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";
    /** A regular expression that is a list of words has these values only. */
    private static final String WORDS = "[A-Za-z0-9_:/ |-]*";
    /** A negated character class, whose only nesting is a class such as [:alpha:]. */
    private static final Pattern NEGATED_CLASS = Pattern.compile("\\[\\^\\]?(?:\\[:\\^?\\w+:\\]|\\\\.|[^\\]\\\\])*\\]");

    private final String label;
    private final String operator;
    private final String value;

    private AlertMatcher(String label, String operator, String value) {
        this.label = checked(label);
        this.operator = operator;
        this.value = Objects.requireNonNull(value, "value");
    }

    /** {@code label="value"}. */
    public static AlertMatcher equal(String label, String value) {
        return new AlertMatcher(label, "=", value);
    }

    /** {@code label!="value"}. */
    public static AlertMatcher notEqual(String label, String value) {
        return new AlertMatcher(label, "!=", value);
    }

    /**
     * {@code label=~"regex"}.
     *
     * @param regex in RE2's syntax; must match the whole value
     * @throws IllegalArgumentException if it is not a regular expression of RE2
     */
    public static AlertMatcher matching(String label, String regex) {
        return new AlertMatcher(label, "=~", regex).checkRegex();
    }

    /**
     * {@code label!~"regex"}.
     *
     * @param regex in RE2's syntax; must match the whole value
     * @throws IllegalArgumentException if it is not a regular expression of RE2
     */
    public static AlertMatcher notMatching(String label, String regex) {
        return new AlertMatcher(label, "!~", regex).checkRegex();
    }

    private static String checked(String label) {
        if (!Token.isUnresolved(Objects.requireNonNull(label, "label")) && !label.matches(LABEL)) {
            throw new IllegalArgumentException(
                    "label of an alert matcher must match " + LABEL + ", got \"" + label + "\"");
        }
        return label;
    }

    private AlertMatcher checkRegex() {
        if (Token.isUnresolved(value)) {
            return this;
        }
        try {
            Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("alert matcher " + this + " must have a regular expression of RE2: "
                    + e.getDescription() + (e.getPattern() == null ? "" : " in \"" + e.getPattern() + "\""));
        }
        com.google.re2j.Matcher negated = NEGATED_CLASS.matcher(value);
        while (negated.find()) {
            if (isEmpty(negated.group())) {
                throw new IllegalArgumentException(
                        "alert matcher " + this + " can never match: " + negated.group() + " contains no character");
            }
        }
        return this;
    }

    private static boolean isEmpty(String characterClass) {
        Pattern pattern = Pattern.compile(characterClass);
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            if (pattern.matches(Character.toString(character))) {
                return false;
            }
        }
        return true;
    }

    String label() {
        return label;
    }

    /** The values that the label can have, if they are few and known. */
    Optional<Set<String>> values() {
        if (!isKnown()) {
            return Optional.empty();
        }
        return switch (operator) {
            case "=" -> Optional.of(Set.of(value));
            case "=~" ->
                value.matches(WORDS) ? Optional.of(new TreeSet<>(List.of(value.split("\\|", -1)))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether a value of the label fulfils the condition; true if only the deployment knows. */
    boolean accepts(String candidate) {
        if (!isKnown()) {
            return true;
        }
        return switch (operator) {
            case "=" -> candidate.equals(value);
            case "!=" -> !candidate.equals(value);
            case "=~" -> Pattern.matches("(?:" + value + ")", candidate);
            default -> !Pattern.matches("(?:" + value + ")", candidate);
        };
    }

    /** Whether label and value are no tokens. */
    boolean isKnown() {
        return !Token.isUnresolved(label) && !Token.isUnresolved(value);
    }

    /** As in an alert manager definition: {@code team="payments"}. */
    @Override
    public String toString() {
        return label
                + operator
                + '"'
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + '"';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlertMatcher matcher && matcher.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
