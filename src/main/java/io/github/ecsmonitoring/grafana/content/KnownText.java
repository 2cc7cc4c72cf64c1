package io.github.ecsmonitoring.grafana.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that becomes part of a file or of a uid at synth, and so cannot have tokens of the CDK. */
final class KnownText {
    private static final Pattern TOKEN = Pattern.compile("\\$\\{Token\\[[^\\]]*]}");

    private KnownText() {}

    /** @param place for the message, for example {@code title of a folder} */
    static String require(String text, String place) {
        Matcher token = TOKEN.matcher(text);
        if (token.find()) {
            throw new IllegalArgumentException(place + " must be known at synth, got the token " + token.group());
        }
        return text;
    }
}
