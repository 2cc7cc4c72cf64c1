package io.github.ecsmonitoring.exporter.regex;

import java.util.function.Predicate;

/**
 * A regular expression in Go's syntax. It finds a part of a text, unless anchored.
 *
 * <p>What a user gives is read by RE2/J: it takes {@code [[:alpha:]]} and {@code (?P<name>…)}, its {@code $} is the end
 * of the text alone, and no expression makes it slow. To load it takes longer than the rest of the start, so the few
 * expressions of our own that the JDK reads in the same way go to the JDK.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2: syntax</a>
 */
public final class GoRegex {
    private final Predicate<String> finder;

    private GoRegex(Predicate<String> finder) {
        this.finder = finder;
    }

    /**
     * Reads an expression that a user gave.
     *
     * @throws IllegalArgumentException with what is wrong with it, on one line: {@code missing closing ]: `[a`}
     */
    public static GoRegex compile(String expression) {
        return new GoRegex(Re2.finder(expression));
    }

    /**
     * Reads an expression of our own, one that JDK and RE2 read in the same way: {@code $} only as the end, no classes
     * but {@code \d} and ranges. A test compares the two for the defaults of all flags.
     */
    public static GoRegex builtIn(String expression) {
        // The JDK's `$` would also find the end before a last newline, its `.` would stop at more than a newline.
        java.util.regex.Pattern pattern =
                java.util.regex.Pattern.compile(expression.replace("$", "\\z"), java.util.regex.Pattern.UNIX_LINES);
        return new GoRegex(text -> pattern.matcher(text).find());
    }

    /** Whether it finds a part of the text. */
    public boolean finds(String text) {
        return finder.test(text);
    }

    /** Apart, so that RE2/J is loaded with the first expression for it. */
    private static final class Re2 {
        static Predicate<String> finder(String expression) {
            try {
                com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile(expression);
                return text -> pattern.matcher(text).find();
            } catch (com.google.re2j.PatternSyntaxException e) {
                // RE2/J's own words for a `)` without a `(`.
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
