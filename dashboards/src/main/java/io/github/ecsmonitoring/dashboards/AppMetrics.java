package io.github.ecsmonitoring.dashboards;

/**
 * Series of apps by their names in Micrometer or in OpenTelemetry, whichever are there.
 *
 * <p>Both sets of names are the arguments of one {@code or}, so that a panel needs one query for both. An app that
 * exposes both would be counted twice.
 */
final class AppMetrics {
    private static final SeriesSelector APP = SeriesSelector.ANY_JOB;

    private AppMetrics() {}

    /** Per-second rate of requests. */
    static String requests() {
        return either(
                APP.rate("http_server_requests_seconds_count"), APP.rate("http_server_request_duration_seconds_count"));
    }

    /** Seconds spent on requests each second. */
    static String durations() {
        return either(
                APP.rate("http_server_requests_seconds_sum"), APP.rate("http_server_request_duration_seconds_sum"));
    }

    /**
     * Seconds within which a share of the requests of all tasks of the selected services is answered; nothing without
     * requests.
     */
    static String quantile(double share) {
        return "histogram_quantile(" + share + ", sum by (le) ("
                + SeriesSelector.SERVICE.series("service:http_request_duration_seconds_bucket:rate5m") + ")) >= 0";
    }

    /** A label of both sets of names, under a common name. */
    static String labelled(String name, String pattern, String replacement, LabelNames labels, String metric) {
        return either(
                labelled(
                        APP.rate("http_server_requests_seconds_" + metric),
                        name,
                        replacement,
                        labels.micrometer(),
                        pattern),
                labelled(
                        APP.rate("http_server_request_duration_seconds_" + metric),
                        name,
                        replacement,
                        labels.openTelemetry(),
                        pattern));
    }

    /** Names of the same label. */
    record LabelNames(String micrometer, String openTelemetry) {
        static final LabelNames STATUS = new LabelNames("status", "http_response_status_code");
        static final LabelNames ROUTE = new LabelNames("uri", "http_route");
    }

    private static String labelled(String expr, String name, String replacement, String label, String pattern) {
        return "label_replace(" + expr + ", \"" + name + "\", \"" + replacement + "\", \"" + label + "\", \"" + pattern
                + "\")";
    }

    static String either(String micrometer, String openTelemetry) {
        return "(" + micrometer + " or " + openTelemetry + ")";
    }

    /** Restricts {@code expr} to tasks that report, since a rate outlives its task by the whole range. */
    static String reporting(String expr) {
        return SeriesSelector.NODE.alive(expr);
    }
}
