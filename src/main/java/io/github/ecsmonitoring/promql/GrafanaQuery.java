package io.github.ecsmonitoring.promql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression of a Grafana panel, in which <code>$name</code>, <code>${name:format}</code> and {@code [[name]]} are
 * variables. Where a variable stands decides what replaces it, so that the rest can be parsed: a number, a duration, a
 * function or a part of a name.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/visualizations/dashboards/variables/variable-syntax/">variable
 *     syntax</a>
 */
final class GrafanaQuery {
    /** Stands for the unknown part of a metric's name. */
    static final String UNKNOWN = "grafanaVariable";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+[^}]*}|\\$\\w+|\\[\\[\\w+[^]]*]]");
    private static final Pattern BEFORE_DURATION = Pattern.compile("(?is).*(?:\\[[^\\[\\]]*|\\boffset\\s+-?\\s*)");
    private static final Pattern IN_NAME_BEFORE = Pattern.compile("(?s).*[a-zA-Z0-9_:]");
    private static final Pattern IN_NAME_AFTER = Pattern.compile("(?s)[a-zA-Z0-9_:].*|\\s*[{\\[].*|\\s+offset\\b.*");
    /** As in {@code _over_time(}. */
    private static final Pattern CALLED_NAME = Pattern.compile("(?s)[a-zA-Z0-9_]+\\s*\\(.*");
    /** A function, or an aggregation before its labels. */
    private static final Pattern CALL = Pattern.compile("(?s)\\s*(?:\\(|(?:by|without)\\s*\\().*");

    private final String text;

    GrafanaQuery(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if it is not PromQL, whatever the variables stand for */
    PromqlExpression parse() {
        IllegalArgumentException first = null;
        for (Guess guess : Guess.ALL) {
            try {
                return Promql.parse(replaced(guess));
            } catch (IllegalArgumentException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    /** What a variable that stands alone, and one that is called, may be. */
    private record Guess(String alone, String called) {
        static final List<Guess> ALL = List.of(
                new Guess("1", "sum"),
                new Guess(UNKNOWN, "sum"),
                new Guess("1", "sum_over_time"),
                new Guess(UNKNOWN, "sum_over_time"));
    }

    private String replaced(Guess guess) {
        StringBuilder replaced = new StringBuilder();
        int end = 0;
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            replaced.append(text, end, variable.start());
            replaced.append(replacement(replaced.toString(), text.substring(variable.end()), guess));
            end = variable.end();
        }
        return replaced.append(text.substring(end)).toString();
    }

    private static String replacement(String before, String after, Guess guess) {
        if (isInString(before)) {
            return UNKNOWN;
        }
        if (BEFORE_DURATION.matcher(before).matches()) {
            return "5m";
        }
        if (CALLED_NAME.matcher(after).matches()) {
            return "sum";
        }
        if (IN_NAME_BEFORE.matcher(before).matches()
                || IN_NAME_AFTER.matcher(after).matches()) {
            return UNKNOWN;
        }
        return CALL.matcher(after).matches() ? guess.called() : guess.alone();
    }

    private static boolean isInString(String before) {
        char quote = 0;
        for (int i = 0; i < before.length(); i++) {
            char c = before.charAt(i);
            if (quote == 0 && (c == '"' || c == '\'' || c == '`')) {
                quote = c;
            } else if (c == '\\' && quote != 0 && quote != '`') {
                i++;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return quote != 0;
    }
}
