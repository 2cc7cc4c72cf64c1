package io.github.ecsmonitoring.promql;

import io.github.ecsmonitoring.promql.PromqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the tokens of an expression one by one. */
final class PromqlTokens {
    /** {@code without} is missing in Prometheus' own list too. */
    private static final Set<String> NO_LABELS = Set.of("without");

    private final String expression;
    private final List<PromqlToken> tokens;
    private int next;

    PromqlTokens(String expression) {
        this.expression = expression;
        this.tokens = PromqlLexer.tokens(expression);
    }

    PromqlToken peek() {
        return tokens.get(next);
    }

    /** The token after the next one. */
    PromqlToken peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    PromqlToken take() {
        PromqlToken token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    boolean takeIf(String symbolOrKeyword) {
        boolean found = peek().is(symbolOrKeyword);
        if (found) {
            next++;
        }
        return found;
    }

    void expect(String symbol) {
        if (!takeIf(symbol)) {
            throw unexpected("\"" + symbol + "\"");
        }
    }

    /** @param expected for example {@code a duration} */
    IllegalArgumentException unexpected(String expected) {
        return PromqlSyntax.error(
                expression, peek().start(), "unexpected " + peek().description() + ", expected " + expected);
    }

    IllegalArgumentException error(int index, String problem) {
        return PromqlSyntax.error(expression, index, problem);
    }

    /** The value of the next token, a string. */
    String string() {
        if (peek().kind() != Kind.STRING) {
            throw unexpected("a string");
        }
        PromqlToken token = take();
        return GoString.value(token.text())
                .orElseThrow(() -> error(token.start(), "a string has an escape that Go does not know"));
    }

    /** The label names in parentheses. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        expect("(");
        while (!takeIf(")")) {
            labels.add(label());
            if (!peek().is(")") && !takeIf(",")) {
                throw unexpected("\",\" or \")\"");
            }
        }
        return labels;
    }

    private String label() {
        PromqlToken first = peek();
        if (first.kind() == Kind.STRING) {
            String label = string();
            if (label.isEmpty()) {
                throw error(first.start(), "a label must have a name");
            }
            return label;
        }
        if (first.kind() != Kind.WORD || NO_LABELS.contains(first.keyword())) {
            throw unexpected("a label or \")\"");
        }
        return take().text();
    }
}
