package io.github.ecsmonitoring.promql;

import java.util.Locale;

/**
 * A token of PromQL.
 *
 * @param text as written
 * @param start its place in the expression, from 0
 */
record PromqlToken(Kind kind, String text, int start) {
    enum Kind {
        NUMBER("number"),
        DURATION("duration"),
        STRING("string"),
        WORD("word"),
        SYMBOL(""),
        END("");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    boolean is(String symbolOrKeyword) {
        return kind == Kind.SYMBOL && text.equals(symbolOrKeyword)
                || kind == Kind.WORD && keyword().equals(symbolOrKeyword);
    }

    /** The word in lower case, since keywords may be written in any case. */
    String keyword() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** For messages: {@code number 5}, {@code "("}, {@code the end}. */
    String description() {
        if (kind == Kind.END) {
            return "the end of the expression";
        }
        return kind == Kind.SYMBOL || kind == Kind.STRING ? quoted(text) : kind.name + " " + quoted(text);
    }

    private static String quoted(String text) {
        return text.startsWith("\"") ? text : "\"" + text + "\"";
    }
}
