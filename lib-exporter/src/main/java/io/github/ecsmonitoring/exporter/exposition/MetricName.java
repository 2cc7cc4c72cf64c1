package io.github.ecsmonitoring.exporter.exposition;

/** Turns the names of fields in kernel files into metric names. */
public final class MetricName {
    private MetricName() {}

    /** Replaces each character that a metric name cannot contain by "_", as node_exporter does. */
    public static String escape(String field) {
        for (int i = 0; i < field.length(); i++) {
            if (!isAllowed(field.charAt(i))) {
                return escapeFrom(field, i);
            }
        }
        return field;
    }

    private static String escapeFrom(String field, int from) {
        StringBuilder escaped = new StringBuilder(field);
        for (int i = from; i < field.length(); i++) {
            if (!isAllowed(field.charAt(i))) {
                escaped.setCharAt(i, '_');
            }
        }
        return escaped.toString();
    }

    /**
     * Replaces each run of characters other than ASCII letters, digits and "_" by one "_", in which the "_" beside the
     * run are included, as node_exporter does for some names.
     */
    public static String escapeRuns(String field) {
        StringBuilder escaped = new StringBuilder(field.length());
        boolean inRun = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean allowed = isAllowed(c) && c != ':';
            if (allowed && !(inRun && c == '_')) {
                escaped.append(c);
                inRun = false;
            } else if (!allowed && !inRun) {
                while (!escaped.isEmpty() && escaped.charAt(escaped.length() - 1) == '_') {
                    escaped.setLength(escaped.length() - 1);
                }
                escaped.append('_');
                inRun = true;
            }
        }
        return escaped.toString();
    }

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == ':';
    }
}
