package io.github.ecsmonitoring.task;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Fn;

/**
 * Text with <code>${</code> that CloudFormation must not change. Fn::Sub is needed even so, since the linter takes a
 * plain <code>${NAME}</code> for a reference without it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html">Fn::Sub</a>
 */
final class LiteralText {
    private static final Pattern OPENING = Pattern.compile("\\$\\{(?:([^!${}\\n][^${}\\n]*)})?");
    private static final String DOLLAR = "Dollar";

    private LiteralText() {}

    /** A token that resolves to the text; the text itself if it needs none. */
    static String of(String text) {
        if (!text.contains("${")) {
            return text;
        }
        String escaped = OPENING.matcher(text).replaceAll(match -> Matcher.quoteReplacement(escaped(match)));
        return escaped.contains("${" + DOLLAR + "}") ? Fn.sub(escaped, Map.of(DOLLAR, "$")) : Fn.sub(escaped);
    }

    /** After <code>${!</code> Fn::Sub looks for the next brace, in the rest of the text if there is none. */
    private static String escaped(MatchResult opening) {
        return opening.group(1) == null ? "${" + DOLLAR + "}{" : "${!" + opening.group(1) + "}";
    }
}
