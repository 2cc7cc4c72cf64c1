package io.github.ecsmonitoring.exporter.regex;

import java.util.function.Predicate;

/**
 * A regular expression in Go syntax, which matches anywhere in a text unless anchored.
 *
 * <p>Expressions of users are compiled by RE2/J: it supports {@code [[:alpha:]]} and {@code (?P<name>…)}, {@code $}
 * matches only at the end of the text, and matching takes linear time. Loading RE2/J takes longer than the rest of the
 * startup, so built-in expressions are compiled by the JDK.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2: syntax</a>
 */
public final class GoRegex {
    private final Predicate<String> finder;

    private GoRegex(Predicate<String> finder) {
        this.finder = finder;
    }

    /**
     * Compiles an expression of a user.
     *
     * @throws IllegalArgumentException for an invalid expression, with Go's message: {@code missing closing ]: `[a`}
     */
    public static GoRegex compile(String expression) {
        return new GoRegex(Re2.finder(expression));
    }

    /**
     * Compiles a built-in expression that has the same meaning in the JDK and RE2: {@code $} only as an anchor, no
     * classes except {@code \d} and ranges. A test compares both for the defaults of all flags.
     */
    public static GoRegex builtIn(String expression) {
        // The JDK's `$` also matches before a final newline, and its `.` excludes more than a newline.
        java.util.regex.Pattern pattern =
                java.util.regex.Pattern.compile(expression.replace("$", "\\z"), java.util.regex.Pattern.UNIX_LINES);
        return new GoRegex(text -> pattern.matcher(text).find());
    }

    /** Whether a part of the text matches. */
    public boolean finds(String text) {
        return finder.test(text);
    }

    /** A nested class, so that RE2/J is loaded with the first expression of a user. */
    private static final class Re2 {
        static Predicate<String> finder(String expression) {
            try {
                com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile(expression);
                return text -> pattern.matcher(text).find();
            } catch (com.google.re2j.PatternSyntaxException e) {
                // RE2/J's message for a `)` without a `(`.
                boolean unexpected = e.getDescription().equals("regexp/syntax: internal error");
                throw new IllegalArgumentException(
                        unexpected
                                ? "unexpected ): `" + expression + "`"
                                : e.getDescription() + ": `" + e.getPattern() + "`",
                        e);
            }
        }
    }
}
