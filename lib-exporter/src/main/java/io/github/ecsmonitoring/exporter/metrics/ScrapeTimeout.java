package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.http.RequestExchange;

/** How long a scrape may take. */
final class ScrapeTimeout {
    /** A scrape that takes longer is answered with the samples that are ready, even if the client would wait. */
    static final int MAX_SECONDS = 20;

    /** Sent by Prometheus and by the OpenTelemetry collector: seconds until they give up. */
    private static final String HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

    private static final long MAX_MILLIS = 1000L * MAX_SECONDS;
    /** Usual scrapes take less; answering earlier would only cost the other clients. */
    private static final long MIN_MILLIS = 50;

    private ScrapeTimeout() {}

    /**
     * The client's time-out less a tenth, or half a second if that is less; at most {@link #MAX_SECONDS}, at least 50
     * ms.
     */
    static long millis(RequestExchange exchange) {
        String seconds = exchange.header(HEADER);
        double millis = seconds == null || !isPlainNumber(seconds) ? 0 : Double.parseDouble(seconds) * 1000;
        return millis > 0
                ? Math.clamp((long) Math.max(millis * 0.9, millis - 500), MIN_MILLIS, MAX_MILLIS)
                : MAX_MILLIS;
    }

    /** Digits with an optional fraction. */
    private static boolean isPlainNumber(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean point = text.charAt(i) == '.' && i > 0 && i < text.length() - 1;
            points += point ? 1 : 0;
            if (!point && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return false;
            }
        }
        return points < 2 && !text.isEmpty() && text.length() < 16;
    }
}
