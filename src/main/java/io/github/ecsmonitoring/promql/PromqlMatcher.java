package io.github.ecsmonitoring.promql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A matcher of a selector, such as {@code job=~"node|adot"}.
 *
 * @param label the label's name; {@code __name__} for the metric's name
 * @param operator how the value is compared
 * @param value the text, or the regular expression for the whole value
 */
public record PromqlMatcher(String label, Operator operator, String value) {
    static final String NAME = "__name__";

    /** The four comparisons. */
    public enum Operator {
        /** {@code =}. */
        EQUAL("="),
        /** {@code !=}. */
        NOT_EQUAL("!="),
        /** {@code =~}. */
        MATCHES("=~"),
        /** {@code !~}. */
        NOT_MATCHES("!~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        static Optional<Operator> find(String text) {
            return Arrays.stream(values())
                    .filter(operator -> operator.text.equals(text))
                    .findFirst();
        }
    }

    /** @throws IllegalArgumentException if the value is not a regular expression in the syntax of RE2 */
    public PromqlMatcher {
        if (isRegex(operator)) {
            try {
                compile(value);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "the value of label " + label + " must be a regular expression in RE2 syntax, got \"" + value
                                + "\": " + e.getDescription(),
                        e);
            }
        }
    }

    /** Whether the matcher compares the metric's name. */
    public boolean isOfName() {
        return label.equals(NAME);
    }

    /** Whether a label with this text is selected. */
    public boolean matches(String text) {
        return switch (operator) {
            case EQUAL -> value.equals(text);
            case NOT_EQUAL -> !value.equals(text);
            case MATCHES -> compile(value).matches(text);
            case NOT_MATCHES -> !compile(value).matches(text);
        };
    }

    private static boolean isRegex(Operator operator) {
        return operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
    }

    private static Pattern compile(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
