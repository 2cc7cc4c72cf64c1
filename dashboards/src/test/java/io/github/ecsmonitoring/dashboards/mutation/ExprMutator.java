package io.github.ecsmonitoring.dashboards.mutation;

import io.github.ecsmonitoring.promql.Promql;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the small faults that an expression can have. */
final class ExprMutator {
    private static final Map<String, List<String>> COMPARISONS = Map.of(
            ">", List.of(">=", "<"),
            "<", List.of("<=", ">"),
            ">=", List.of(">", "<"),
            "<=", List.of("<", ">"),
            "==", List.of("!="),
            "!=", List.of("=="));
    private static final Map<String, String> AGGREGATIONS = Map.ofEntries(
            Map.entry("max", "min"),
            Map.entry("min", "max"),
            Map.entry("sum", "avg"),
            Map.entry("avg", "sum"),
            Map.entry("count", "sum"),
            Map.entry("topk", "bottomk"),
            Map.entry("max_over_time", "min_over_time"),
            Map.entry("min_over_time", "max_over_time"),
            Map.entry("avg_over_time", "sum_over_time"),
            Map.entry("sum_over_time", "avg_over_time"),
            Map.entry("count_over_time", "sum_over_time"));
    private static final Map<String, String> SET_OPERATORS = Map.of("and", "unless", "unless", "and", "or", "unless");
    private static final Map<String, String> MATCHERS = Map.of("=", "!=", "!=", "=", "=~", "!~", "!~", "=~");

    private final String expr;
    private final List<ExprToken> tokens;
    private final List<Mutation> mutations = new ArrayList<>();
    private int braces;
    private int brackets;

    private ExprMutator(String expr) {
        this.expr = expr;
        this.tokens = ExprToken.all(expr);
    }

    static List<Mutation> mutations(String expr) {
        return new ExprMutator(expr).all();
    }

    private List<Mutation> all() {
        for (int i = 0; i < tokens.size(); i++) {
            ExprToken token = tokens.get(i);
            braces += token.is("{") ? 1 : token.is("}") ? -1 : 0;
            brackets += token.is("[") ? 1 : token.is("]") ? -1 : 0;
            if (braces > 0) {
                matcher(i);
            } else {
                mutate(i, token);
            }
        }
        return mutations;
    }

    private void mutate(int i, ExprToken token) {
        switch (token.kind()) {
            case SYMBOL -> COMPARISONS.getOrDefault(token.text(), List.of()).forEach(other -> replace(token, other));
            case NUMBER -> numbers(token.text()).forEach(other -> replace(token, other));
            case DURATION -> durations(token.text()).forEach(other -> replace(token, other));
            case WORD -> word(i, token);
            case STRING -> {}
        }
    }

    private void word(int i, ExprToken token) {
        boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(", "by", "without");
        if (called && AGGREGATIONS.containsKey(token.text())) {
            replace(token, AGGREGATIONS.get(token.text()));
        }
        if (token.is("by", "without", "on", "ignoring", "group_left", "group_right")) {
            labels(i + 1);
        }
        if (SET_OPERATORS.containsKey(token.text())) {
            replace(token, SET_OPERATORS.get(token.text()));
            operands(i, token);
        }
    }

    /** Whole numbers up to 10 are counts, flags or factors. */
    private static List<String> numbers(String text) {
        BigDecimal number = new BigDecimal(text);
        boolean small = number.stripTrailingZeros().scale() <= 0 && number.compareTo(BigDecimal.TEN) <= 0;
        BigDecimal step = small ? BigDecimal.ONE : number.multiply(new BigDecimal("0.1"));
        return List.of(plain(number.add(step)), plain(number.subtract(step)));
    }

    private static String plain(BigDecimal number) {
        String text = number.stripTrailingZeros().toPlainString();
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    static List<String> durations(String text) {
        int seconds = Durations.seconds(text);
        return List.of(2 * seconds + "s", seconds / 2 + "s");
    }

    /** Drops each label of a list in parentheses, if there is one. */
    private void labels(int open) {
        if (open >= tokens.size() || !tokens.get(open).is("(")) {
            return;
        }
        for (int i = open + 1; !tokens.get(i).is(")"); i++) {
            if (tokens.get(i).kind() == ExprToken.Kind.WORD) {
                dropOfList(i, i, ")");
            }
        }
    }

    /** Drops and negates the matcher that begins here, if one does. */
    private void matcher(int i) {
        boolean begins =
                tokens.get(i).kind() == ExprToken.Kind.WORD && tokens.get(i - 1).is("{", ",");
        if (begins) {
            dropOfList(i, i + 2, "}");
            replace(tokens.get(i + 1), MATCHERS.get(tokens.get(i + 1).text()));
        }
    }

    /** Removes an element of a list with the comma that follows it, or the one before the last element. */
    private void dropOfList(int first, int last, String close) {
        boolean isLast = tokens.get(last + 1).is(close);
        boolean isOnly = isLast && !tokens.get(first - 1).is(",");
        int from = isLast && !isOnly
                ? tokens.get(first - 1).start()
                : tokens.get(first).start();
        int to = isLast ? tokens.get(last).end() : tokens.get(last + 2).start();
        cut(from, to);
    }

    /** Drops the right side of a set operator; of an alternative also the left side. */
    private void operands(int i, ExprToken operator) {
        int depth = 0;
        int end = i + 1;
        for (; end < tokens.size() && depth >= 0; end++) {
            ExprToken token = tokens.get(end);
            depth += token.is("(", "{", "[") ? 1 : token.is(")", "}", "]") ? -1 : 0;
            boolean weaker = token.is("or") || !operator.is("or") && token.is("and", "unless");
            if (depth < 0 || depth == 0 && weaker) {
                break;
            }
        }
        cut(operator.start(), tokens.get(end - 1).end());
        if (operator.is("or")) {
            int begin = i - 1;
            for (depth = 0; begin >= 0; begin--) {
                ExprToken token = tokens.get(begin);
                depth += token.is(")", "}", "]") ? 1 : token.is("(", "{", "[") ? -1 : 0;
                if (depth < 0) {
                    break;
                }
            }
            cut(tokens.get(begin + 1).start(), operator.end());
        }
    }

    private void replace(ExprToken token, String other) {
        add(token.start(), token.end(), other);
    }

    private void cut(int from, int to) {
        add(from, to, "");
    }

    private void add(int from, int to, String other) {
        String mutated = expr.substring(0, from) + other + expr.substring(to);
        if (isValid(mutated)) {
            mutations.add(new Mutation(description(from, to, other), mutated));
        }
    }

    private static boolean isValid(String expr) {
        try {
            Promql.parse(expr);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** For example {@code … < ⟦0.1 → 0.11⟧}. */
    private String description(int from, int to, String other) {
        return line(expr.substring(0, from), true) + "⟦" + line(expr.substring(from, to), false) + " → "
                + (other.isEmpty() ? "∅" : other) + "⟧" + end(expr.substring(to));
    }

    private static String line(String text, boolean tail) {
        String line = text.replaceAll("\\s+", " ");
        return tail && line.length() > 60 ? "…" + line.substring(line.length() - 60) : line;
    }

    private static String end(String text) {
        String line = line(text, false).stripTrailing();
        return line.length() > 24 ? line.substring(0, 24) + "…" : line;
    }
}
