package io.github.ecsmonitoring.exporter.collector;

/** Makes what a kernel file calls a field fit into a metric name. */
final class MetricName {
    private MetricName() {}

    /** The text with "_" for each character that no metric name has, as node_exporter's page shows it. */
    static String escape(String field) {
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

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == ':';
    }
}
