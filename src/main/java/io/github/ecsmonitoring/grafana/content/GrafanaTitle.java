package io.github.ecsmonitoring.grafana.content;

/** The titles of folders and dashboards. */
final class GrafanaTitle {
    /** The length of the column in Grafana's database. */
    private static final int MAX_LENGTH = 189;

    private GrafanaTitle() {}

    /** @param place for the message, for example {@code folder} */
    static String require(String title, String place) {
        if (title.isEmpty() || title.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    place + ": title must have 1 to " + MAX_LENGTH + " characters, got \"" + title + "\"");
        }
        return title;
    }
}
