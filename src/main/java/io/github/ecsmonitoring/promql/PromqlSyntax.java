package io.github.ecsmonitoring.promql;

/** Errors in an expression, with their place. */
final class PromqlSyntax {
    private PromqlSyntax() {}

    /** For example {@code at character 4: unexpected ")"}, or {@code at line 2, character 4: …} in a longer text. */
    static IllegalArgumentException error(String expression, int index, String problem) {
        return new IllegalArgumentException("at " + place(expression, index) + ": " + problem);
    }

    private static String place(String expression, int index) {
        String before = expression.substring(0, index);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
        return expression.strip().contains("\n") ? "line " + line + ", character " + column : "character " + column;
    }
}
