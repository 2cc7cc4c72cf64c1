package io.github.ecsmonitoring.prometheus;

import java.util.regex.Pattern;

/** Text in which a word stands for each token, so that the rest of it can be checked. */
final class TokenText {
    /** A word in all syntaxes of a rules file: YAML, PromQL, names and templates. */
    private static final String WORD = "EcsMonitoringToken";

    private static final Pattern TOKEN = Pattern.compile("\\$\\{Token\\[[^\\]]*]}");

    private TokenText() {}

    static String of(String text) {
        return TOKEN.matcher(text).replaceAll(WORD);
    }

    /** Whether the text contains a token: its value cannot be checked. */
    static boolean isUnknown(String text) {
        return text.contains(WORD);
    }
}
