package io.github.ecsmonitoring.dashboards.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A token of a valid expression with its place; the library's own lexer has no public form. */
record ExprToken(Kind kind, String text, int start) {
    private static final Pattern TOKEN = Pattern.compile("(?<string>\"(?:[^\"\\\\]|\\\\.)*\")"
            + "|(?<duration>(?:\\d+(?:ms|[smhdwy]))+)"
            + "|(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
            + "|(?<word>[a-zA-Z_:][\\w:]*)"
            + "|(?<symbol>==|!=|<=|>=|=~|!~|[-+*/%^=<>(){}\\[\\],@:])"
            + "|\\s+|#.*");

    enum Kind {
        STRING,
        DURATION,
        NUMBER,
        WORD,
        SYMBOL
    }

    static List<ExprToken> all(String expr) {
        List<ExprToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expr);
        int end = 0;
        for (; end < expr.length() && matcher.find(end) && matcher.start() == end; end = matcher.end()) {
            for (Kind kind : Kind.values()) {
                if (matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT)) != null) {
                    tokens.add(new ExprToken(kind, matcher.group(), matcher.start()));
                }
            }
        }
        if (end < expr.length()) {
            throw new IllegalArgumentException("unexpected text at character " + end + " of " + expr);
        }
        return tokens;
    }

    boolean is(String... texts) {
        return List.of(texts).contains(text);
    }

    int end() {
        return start + text.length();
    }
}
