package io.github.ecsmonitoring.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads matchers as Alertmanager writes them: {@code team="payments"}, {@code {severity=~"critical|page", env!="dev"}}.
 */
final class AlertMatcherText {
    private static final Pattern MATCHER = Pattern.compile(
            "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"|[^\",]*+)\\s*(?:,|$)",
            Pattern.DOTALL);
    private static final Pattern BRACES = Pattern.compile("\\s*\\{(.*)\\}\\s*", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);

    private AlertMatcherText() {}

    /**
     * @throws IllegalArgumentException if it is not a list of matchers, or one of them has an invalid regular
     *     expression
     */
    static List<AlertMatcher> parse(String text) {
        String list = BRACES.matcher(text).replaceFirst("$1");
        List<AlertMatcher> matchers = new ArrayList<>();
        Matcher next = MATCHER.matcher(list);
        int end = 0;
        while (end < list.length() && next.region(end, list.length()).lookingAt()) {
            matchers.add(
                    matcher(next.group(1), next.group(2), value(next.group(3).strip())));
            end = next.end();
        }
        if (matchers.isEmpty() || end < list.length()) {
            throw new IllegalArgumentException(
                    "matchers of a route must look like team=\"payments\", with =, !=, =~ or !~, got \"" + text + "\"");
        }
        return matchers;
    }

    private static AlertMatcher matcher(String label, String operator, String value) {
        return switch (operator) {
            case "=" -> AlertMatcher.equal(label, value);
            case "!=" -> AlertMatcher.notEqual(label, value);
            case "=~" -> AlertMatcher.matching(label, value);
            default -> AlertMatcher.notMatching(label, value);
        };
    }

    private static String value(String text) {
        return text.startsWith("\"")
                ? ESCAPED.matcher(text.substring(1, text.length() - 1))
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)))
                : text;
    }
}
