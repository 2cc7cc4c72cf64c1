package io.github.ecsmonitoring.adot;

import java.util.function.Function;

/**
 * Where the parts of one task find each other; depends on the network mode.
 *
 * @param exporterAddress host and port of the exporter's page, such as {@code 127.0.0.1:9100}
 * @param telemetryPort where the collector serves its own metrics, on its loopback
 * @param healthCheckPort where the collector answers its health check, on its loopback
 * @param otlpHost the address on which the collector takes OTLP: {@code 127.0.0.1}, or {@code 0.0.0.0} where the app
 *     has another one
 * @param otlpPort where the collector takes OTLP over gRPC; over HTTP on the next one
 * @param appHost the host name that the page of a scrape job is at
 */
public record TaskEndpoints(
        String exporterAddress,
        int telemetryPort,
        int healthCheckPort,
        String otlpHost,
        int otlpPort,
        Function<ScrapeJob, String> appHost) {
    static final String LOOPBACK = "127.0.0.1";
    /** The collector's own. */
    static final int TELEMETRY_PORT = 8888;

    /** OpenTelemetry's own. */
    public static final int OTLP_PORT = 4317;

    /** Network mode awsvpc: all containers of a task share one loopback. */
    public static TaskEndpoints awsvpc() {
        return new TaskEndpoints(LOOPBACK + ":9100", TELEMETRY_PORT, 13133, LOOPBACK, OTLP_PORT, job -> LOOPBACK);
    }

    int exporterPort() {
        return Integer.parseInt(exporterAddress.substring(exporterAddress.lastIndexOf(':') + 1));
    }
}
