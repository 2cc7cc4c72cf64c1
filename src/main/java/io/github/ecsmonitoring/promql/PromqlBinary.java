package io.github.ecsmonitoring.promql;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A binary operator with its modifiers.
 *
 * @param operator in lower case
 * @param start its place in the expression
 * @param labels those of on (…) or ignoring (…)
 * @param included those of group_left (…) or group_right (…)
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/operators/">Operators</a>
 */
record PromqlBinary(
        String operator,
        int start,
        boolean bool,
        boolean on,
        boolean grouped,
        List<String> labels,
        List<String> included) {
    /** The precedence of {@code ^}, which also binds stronger than a sign. */
    static final int POWER = 6;

    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(
            Map.entry("or", 1),
            Map.entry("and", 2),
            Map.entry("unless", 2),
            Map.entry("==", 3),
            Map.entry("!=", 3),
            Map.entry("<", 3),
            Map.entry("<=", 3),
            Map.entry(">", 3),
            Map.entry(">=", 3),
            Map.entry("+", 4),
            Map.entry("-", 4),
            Map.entry("*", 5),
            Map.entry("/", 5),
            Map.entry("%", 5),
            Map.entry("atan2", 5),
            Map.entry("^", POWER));

    private static final int COMPARISON = 3;
    private static final Set<String> SETS = Set.of("and", "or", "unless");

    /** How strongly a token binds; 0 if it is not a binary operator. */
    static int precedence(PromqlToken token) {
        return switch (token.kind()) {
            case WORD, SYMBOL -> PRECEDENCE.getOrDefault(token.keyword(), 0);
            default -> 0;
        };
    }

    /** Reads the operator and its modifiers. */
    static PromqlBinary read(PromqlTokens tokens) {
        PromqlToken operator = tokens.take();
        boolean bool = tokens.takeIf("bool");
        boolean on = tokens.peek().is("on");
        List<String> labels = List.of();
        List<String> included = List.of();
        boolean grouped = false;
        if (tokens.takeIf("on") || tokens.takeIf("ignoring")) {
            labels = tokens.labels();
            grouped = tokens.takeIf("group_left") || tokens.takeIf("group_right");
            if (grouped && tokens.peek().is("(")) {
                included = tokens.labels();
            }
        }
        return new PromqlBinary(operator.keyword(), operator.start(), bool, on, grouped, labels, included);
    }

    /** Validates the operands and returns the result. */
    PromqlOperand of(PromqlOperand left, PromqlOperand right, PromqlTokens tokens) {
        for (PromqlOperand operand : List.of(left, right)) {
            if (!operand.isNumeric()) {
                throw tokens.error(
                        operand.start(),
                        "an operand of \"" + operator + "\" must be an instant vector or a scalar, got "
                                + operand.type());
            }
        }
        checkModifiers(tokens);
        boolean vectors = left.isVector() && right.isVector();
        boolean scalars = !left.isVector() && !right.isVector();
        if (isComparison() && scalars && !bool) {
            throw tokens.error(start, "a comparison of two scalars needs bool, as in 1 " + operator + " bool 2");
        }
        if (!vectors && SETS.contains(operator)) {
            throw tokens.error(start, "both operands of \"" + operator + "\" must be instant vectors");
        }
        if (!vectors && !labels.isEmpty()) {
            throw tokens.error(start, "on (…) and ignoring (…) need two instant vectors");
        }
        return PromqlOperand.of(scalars ? PromqlType.SCALAR : PromqlType.INSTANT_VECTOR, left.start());
    }

    private void checkModifiers(PromqlTokens tokens) {
        if (bool && !isComparison()) {
            throw tokens.error(start, "bool is for comparisons only, got it after \"" + operator + "\"");
        }
        if (grouped && SETS.contains(operator)) {
            throw tokens.error(start, "group_left and group_right are not allowed for \"" + operator + "\"");
        }
        included.stream()
                .filter(label -> on && labels.contains(label))
                .findFirst()
                .ifPresent(label -> {
                    throw tokens.error(
                            start,
                            "label \"" + label + "\" must not be both in on (…) and in group_left or group_right (…)");
                });
    }

    private boolean isComparison() {
        return PRECEDENCE.get(operator) == COMPARISON;
    }

    int precedence() {
        return PRECEDENCE.get(operator);
    }
}
