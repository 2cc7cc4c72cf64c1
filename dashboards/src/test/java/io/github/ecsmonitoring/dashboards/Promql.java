package io.github.ecsmonitoring.dashboards;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metric names in a PromQL expression, and the label names in its matchers and in by (…), without (…), on (…).
 *
 * <p>Matches words without parsing; promtool checks the syntax in {@link PromtoolTest}.
 */
record Promql(Set<String> metrics, Set<String> labels) {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern LABEL_LIST =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern WORD = Pattern.compile("(?<![\\w.:$])([a-zA-Z_:][\\w:]*)(\\s*\\()?");
    private static final Set<String> KEYWORDS = Set.of(
            "and", "or", "unless", "by", "without", "on", "ignoring", "offset", "bool", "group_left", "group_right");

    static Promql of(String expr) {
        Set<String> labels = new TreeSet<>();
        String rest = RANGE.matcher(STRING.matcher(expr).replaceAll("")).replaceAll("");
        rest = take(LABEL_LIST, take(MATCHERS, rest, labels), labels);
        Set<String> metrics = new TreeSet<>();
        Matcher word = WORD.matcher(rest);
        while (word.find()) {
            boolean function = word.group(2) != null;
            if (!function && !KEYWORDS.contains(word.group(1))) {
                metrics.add(word.group(1));
            }
        }
        // In sum by (a) (x) the aggregation is not followed by a parenthesis.
        metrics.removeAll(Set.of("sum", "avg", "min", "max", "count", "topk"));
        return new Promql(metrics, labels);
    }

    /** Removes all matches of the pattern and adds their words to {@code labels}. */
    private static String take(Pattern pattern, String expr, Set<String> labels) {
        return pattern.matcher(expr).replaceAll(found -> {
            Matcher word = Pattern.compile("\\w+").matcher(found.group(1));
            while (word.find()) {
                labels.add(word.group());
            }
            return " ";
        });
    }
}
