package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.NearestName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds mistakes in the templates of labels and annotations: actions and blocks that are not closed, unknown functions
 * and variables. AMP reports others, such as wrong arguments, in the text of the alert.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/template_reference/">Template reference</a>
 */
final class AlertTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w*)(\\s*(?::=|,\\s*\\$(\\w+)\\s*:=))?");
    private static final Pattern FUNCTION = Pattern.compile("(?<![\\w.$])[a-zA-Z_]\\w*");
    private static final Pattern KEYWORD = Pattern.compile("-?\\s*(\\w+)");
    private static final Set<String> OPENING = Set.of("if", "range", "with", "define", "block");
    private static final Set<String> VARIABLES = Set.of("labels", "externalLabels", "externalURL", "value", "");
    /** Keywords, constants, functions of Go, and those of Prometheus. */
    private static final Set<String> WORDS =
            Set.copyOf(List.of(("if else end range with define block template break continue nil true false"
                            + " and call html index slice js len not or print printf println urlquery eq ge gt le lt ne"
                            + " query first label value strvalue args reReplaceAll safeHtml match title toUpper toLower"
                            + " graphLink tableLink sortByLabel stripPort stripDomain humanize humanize1024"
                            + " humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration now pathPrefix"
                            + " externalURL parseDuration tmpl urlQueryEscape")
                    .split(" ")));

    private final String place;
    private final Set<String> variables = new HashSet<>(VARIABLES);
    private final Deque<String> blocks = new ArrayDeque<>();

    private AlertTemplate(String place) {
        this.place = place;
    }

    /** @throws IllegalArgumentException if the template has such a mistake */
    static void check(String text, String place) {
        new AlertTemplate(place).check(text);
    }

    private void check(String text) {
        int open = text.indexOf("{{");
        while (open >= 0) {
            StringBuilder code = new StringBuilder();
            int end = readAction(text, open + 2, code);
            checkAction(code.toString());
            open = text.indexOf("{{", end);
        }
        if (!blocks.isEmpty()) {
            throw error("{{ " + blocks.peek() + " }} has no {{ end }}");
        }
    }

    /** Adds an action without its texts and comments, and returns its end. */
    private int readAction(String text, int start, StringBuilder code) {
        int i = start;
        while (i < text.length() && !text.startsWith("}}", i)) {
            if (text.startsWith("/*", i)) {
                i = after(text, "*/", i + 2);
            } else if ("\"'`".indexOf(text.charAt(i)) >= 0) {
                i = afterString(text, i);
                code.append("\"\"");
            } else {
                code.append(text.charAt(i++));
            }
        }
        if (i >= text.length()) {
            throw error("\"{{\" is not closed by \"}}\", got \""
                    + text.substring(start - 2).strip() + "\"");
        }
        return i + 2;
    }

    private static int afterString(String text, int start) {
        char quote = text.charAt(start);
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' && quote != '`' ? 2 : 1;
        }
        return i + 1;
    }

    private static int after(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private void checkAction(String code) {
        Matcher keyword = KEYWORD.matcher(code);
        String first = keyword.lookingAt() ? keyword.group(1) : "";
        if (OPENING.contains(first)) {
            blocks.push(first);
        } else if (first.equals("end") || first.equals("else")) {
            if (blocks.isEmpty()) {
                throw error("{{ " + first + " }} has no {{ if }}, {{ range }} or {{ with }} before it");
            }
            if (first.equals("end")) {
                blocks.pop();
            }
        }
        checkVariables(code);
        FUNCTION.matcher(code).results().map(word -> word.group()).forEach(word -> {
            if (!WORDS.contains(word)) {
                throw error("unknown function \"" + word + "\"" + NearestName.question(word, WORDS));
            }
        });
    }

    private void checkVariables(String code) {
        Matcher variable = VARIABLE.matcher(code);
        while (variable.find()) {
            String name = variable.group(1);
            if (variable.group(2) != null) {
                variables.add(name);
                if (variable.group(3) != null) {
                    variables.add(variable.group(3));
                }
            } else if (!variables.contains(name)) {
                throw error("unknown variable \"$" + name + "\""
                        + NearestName.question(
                                "$" + name,
                                variables.stream().map(known -> "$" + known).toList()));
            }
        }
    }

    private IllegalArgumentException error(String problem) {
        return new IllegalArgumentException(place + ": " + problem);
    }
}
