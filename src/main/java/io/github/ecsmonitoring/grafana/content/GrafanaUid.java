package io.github.ecsmonitoring.grafana.content;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The uids of data sources, folders and dashboards. From Grafana 12 on data sources accept the same characters only.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/">identifier (id) vs. unique
 *     identifier (uid)</a>
 */
final class GrafanaUid {
    static final int MAX_LENGTH = 40;

    private static final Pattern UID = Pattern.compile("[A-Za-z0-9_-]{1," + MAX_LENGTH + "}");

    private GrafanaUid() {}

    /** @param place for the message, for example {@code folder Orders} */
    static String require(String uid, String place) {
        if (!UID.matcher(uid).matches()) {
            throw new IllegalArgumentException(place + ": uid must have 1 to " + MAX_LENGTH
                    + " letters, digits, \"-\" and \"_\", got \"" + uid + "\"");
        }
        return uid;
    }

    /** A uid made from a title; empty if it has no letters or digits of ASCII, or is too long. */
    static Optional<String> of(String title) {
        String uid =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return Optional.of(uid).filter(text -> UID.matcher(text).matches());
    }
}
