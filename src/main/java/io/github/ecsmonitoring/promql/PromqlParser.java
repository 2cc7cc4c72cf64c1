package io.github.ecsmonitoring.promql;

import io.github.ecsmonitoring.promql.PromqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A recursive-descent parser. It checks types while it reads, so it needs no tree: an expression that ends is valid.
 *
 * <p>Precedence is that of Prometheus: {@code or}; {@code and unless}; comparisons; {@code + -}; {@code * / % atan2}
 * and signs; {@code ^}, which is right-associative; ranges, {@code offset} and {@code @}.
 */
final class PromqlParser {
    /** Far more than people write, and far less than the stack holds. */
    private static final int MAX_DEPTH = 200;
    /** Keywords that cannot be names of metrics. */
    private static final Set<String> RESERVED = Set.of("atan2", "bool", "group_left", "group_right", "ignoring", "on");

    private final PromqlTokens tokens;
    private final List<PromqlSelector> selectors = new ArrayList<>();
    private final Set<String> labels = new TreeSet<>();
    private int depth;

    PromqlParser(String text) {
        tokens = new PromqlTokens(text);
    }

    PromqlExpression parse() {
        PromqlOperand result = binary(1);
        if (tokens.peek().kind() != Kind.END) {
            throw tokens.unexpected("an operator or the end of the expression");
        }
        return new PromqlExpression(result.type(), selectors, labels);
    }

    /** An expression of operators that bind at least as strongly. */
    private PromqlOperand binary(int precedence) {
        if (++depth > MAX_DEPTH) {
            throw tokens.error(tokens.peek().start(), "more than " + MAX_DEPTH + " nested expressions");
        }
        PromqlOperand left = unary();
        while (PromqlBinary.precedence(tokens.peek()) >= precedence) {
            PromqlBinary operation = PromqlBinary.read(tokens);
            labels.addAll(operation.labels());
            labels.addAll(operation.included());
            boolean rightAssociative = operation.precedence() == PromqlBinary.POWER;
            PromqlOperand right = binary(operation.precedence() + (rightAssociative ? 0 : 1));
            left = operation.of(left, right, tokens);
        }
        depth--;
        return left;
    }

    private PromqlOperand unary() {
        PromqlToken sign = tokens.peek();
        if (!tokens.takeIf("-") && !tokens.takeIf("+")) {
            return postfix(primary());
        }
        PromqlOperand operand = binary(PromqlBinary.POWER);
        if (!operand.isNumeric()) {
            throw tokens.error(sign.start(), "a sign needs an instant vector or a scalar, got " + operand.type());
        }
        return PromqlOperand.of(operand.type(), sign.start());
    }

    private PromqlOperand postfix(PromqlOperand first) {
        PromqlOperand operand = first;
        while (true) {
            PromqlToken token = tokens.peek();
            if (tokens.takeIf("[")) {
                operand = range(operand, token.start());
            } else if (tokens.takeIf("offset")) {
                require(operand.obstacleTo("offset", operand.hasOffset()), token);
                boolean moved = PromqlNumber.takeSeconds(tokens, "a duration such as 5m") != 0;
                operand = moved ? operand.withOffset() : operand;
            } else if (tokens.takeIf("@")) {
                require(operand.obstacleTo("@", operand.hasTime()), token);
                time();
                operand = operand.withTime();
            } else {
                return operand;
            }
        }
    }

    private void require(Optional<String> obstacle, PromqlToken at) {
        obstacle.ifPresent(problem -> {
            throw tokens.error(at.start(), problem);
        });
    }

    private PromqlOperand range(PromqlOperand operand, int start) {
        positiveDuration("a duration such as 5m");
        if (tokens.takeIf(":")) {
            if (!tokens.peek().is("]")) {
                positiveDuration("a duration such as 1m, or \"]\"");
            }
            tokens.expect("]");
            if (!operand.isVector()) {
                throw tokens.error(start, "a subquery needs an instant vector, got " + operand.type());
            }
            return operand.subquery();
        }
        if (!tokens.takeIf("]")) {
            throw tokens.unexpected("\":\" or \"]\"");
        }
        operand.obstacleToRange().ifPresent(problem -> {
            throw tokens.error(start, problem);
        });
        return operand.range();
    }

    private void positiveDuration(String expected) {
        PromqlToken start = tokens.peek();
        if (PromqlNumber.takeSeconds(tokens, expected) <= 0) {
            throw tokens.error(start.start(), "a range must be longer than 0");
        }
    }

    private void time() {
        if (tokens.takeIf("start") || tokens.takeIf("end")) {
            tokens.expect("(");
            tokens.expect(")");
        } else {
            PromqlNumber.takeTime(tokens, "a Unix time in seconds, start() or end()");
        }
    }

    private PromqlOperand primary() {
        PromqlToken token = tokens.peek();
        switch (token.kind()) {
            case NUMBER, DURATION -> {
                PromqlNumber.take(tokens, "a number");
                return PromqlOperand.of(PromqlType.SCALAR, token.start());
            }
            case STRING -> {
                tokens.string();
                return PromqlOperand.of(PromqlType.STRING, token.start());
            }
            case WORD -> {
                return word();
            }
            default -> {
                return parenthesesOrSelector();
            }
        }
    }

    private PromqlOperand parenthesesOrSelector() {
        PromqlToken token = tokens.peek();
        if (token.is("{")) {
            return selector(null, token.start());
        }
        if (!tokens.takeIf("(")) {
            throw tokens.unexpected("an expression");
        }
        PromqlOperand inner = binary(1);
        tokens.expect(")");
        return PromqlOperand.of(inner.type(), token.start());
    }

    private PromqlOperand word() {
        PromqlToken word = tokens.peek();
        boolean called = tokens.peekSecond().is("(");
        boolean grouped = tokens.peekSecond().is("by") || tokens.peekSecond().is("without");
        if (PromqlAggregation.NAMES.contains(word.keyword()) && (called || grouped)) {
            return aggregation(tokens.take());
        }
        if (RESERVED.contains(word.keyword())) {
            throw tokens.unexpected("an expression");
        }
        tokens.take();
        return called ? call(word) : selector(word, word.start());
    }

    private PromqlOperand aggregation(PromqlToken name) {
        boolean grouped = grouping();
        List<PromqlOperand> arguments = arguments();
        if (!grouped) {
            grouping();
        }
        if (PromqlAggregation.EXPERIMENTAL.contains(name.keyword())) {
            throw tokens.error(name.start(), name.keyword() + " is experimental in Prometheus and not enabled");
        }
        List<PromqlType> types = new ArrayList<>();
        PromqlAggregation.parameter(name.keyword()).ifPresent(types::add);
        types.add(PromqlType.INSTANT_VECTOR);
        PromqlFunction signature =
                new PromqlFunction(name.keyword(), types, types.size(), types.size(), PromqlType.INSTANT_VECTOR);
        return checked(name, signature, arguments);
    }

    private boolean grouping() {
        boolean found = tokens.takeIf("by") || tokens.takeIf("without");
        if (found) {
            labels.addAll(tokens.labels());
        }
        return found;
    }

    private PromqlOperand call(PromqlToken name) {
        PromqlFunction function = PromqlFunction.of(name.text())
                .orElseThrow(() -> tokens.error(name.start(), PromqlFunction.problem(name.text())));
        return checked(name, function, arguments());
    }

    private List<PromqlOperand> arguments() {
        List<PromqlOperand> arguments = new ArrayList<>();
        tokens.expect("(");
        if (tokens.takeIf(")")) {
            return arguments;
        }
        do {
            arguments.add(binary(1));
        } while (tokens.takeIf(","));
        if (!tokens.takeIf(")")) {
            throw tokens.unexpected("an operator, \",\" or \")\"");
        }
        return arguments;
    }

    private PromqlOperand checked(PromqlToken name, PromqlFunction function, List<PromqlOperand> arguments) {
        if (arguments.size() < function.required() || arguments.size() > function.allowed()) {
            throw tokens.error(
                    name.start(), function.name() + " must have " + function.expected() + ", got " + arguments.size());
        }
        for (int i = 0; i < arguments.size(); i++) {
            PromqlOperand argument = arguments.get(i);
            if (argument.type() != function.argument(i)) {
                throw tokens.error(
                        argument.start(),
                        "argument " + (i + 1) + " of " + function.name() + " must be " + function.argument(i) + ", got "
                                + argument.type() + remedy(function.argument(i), argument));
            }
        }
        return PromqlOperand.of(function.result(), name.start());
    }

    private static String remedy(PromqlType expected, PromqlOperand got) {
        return expected == PromqlType.RANGE_VECTOR && got.form() == PromqlOperand.Form.SELECTOR
                ? " (a range such as [5m] is missing)"
                : "";
    }

    /** @param name null if there is none before the braces */
    private PromqlOperand selector(PromqlToken name, int start) {
        List<PromqlMatcher> matchers = new ArrayList<>();
        if (tokens.takeIf("{")) {
            while (!tokens.takeIf("}")) {
                matchers.add(matcher());
                if (!tokens.peek().is("}") && !tokens.takeIf(",")) {
                    throw tokens.unexpected("\",\" or \"}\"");
                }
            }
        }
        matchers.stream().filter(matcher -> !matcher.isOfName()).forEach(matcher -> labels.add(matcher.label()));
        if (name != null) {
            if (matchers.stream().anyMatch(PromqlMatcher::isOfName)) {
                throw tokens.error(start, "the name of metric " + name.text() + " is set twice");
            }
            matchers.add(0, new PromqlMatcher(PromqlMatcher.NAME, PromqlMatcher.Operator.EQUAL, name.text()));
        }
        PromqlSelector selector = new PromqlSelector(matchers);
        if (selector.selectsEverything()) {
            throw tokens.error(
                    start, "a selector must have a name, or a matcher that a series without the label fails");
        }
        selectors.add(selector);
        return PromqlOperand.selector(start);
    }

    private PromqlMatcher matcher() {
        PromqlToken label = tokens.peek();
        String text;
        if (label.kind() == Kind.STRING) {
            text = tokens.string();
            if (tokens.peek().is(",") || tokens.peek().is("}")) {
                return new PromqlMatcher(PromqlMatcher.NAME, PromqlMatcher.Operator.EQUAL, text);
            }
        } else if (label.kind() == Kind.WORD) {
            text = tokens.take().text();
        } else {
            throw tokens.unexpected("a label or \"}\"");
        }
        PromqlMatcher.Operator operator = PromqlMatcher.Operator.find(
                        tokens.peek().text())
                .orElseThrow(() -> tokens.unexpected("=, !=, =~ or !~"));
        tokens.take();
        int start = tokens.peek().start();
        String value = tokens.string();
        try {
            return new PromqlMatcher(text, operator, value);
        } catch (IllegalArgumentException e) {
            throw tokens.error(start, e.getMessage());
        }
    }
}
