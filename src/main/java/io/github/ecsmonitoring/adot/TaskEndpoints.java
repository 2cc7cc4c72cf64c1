package io.github.ecsmonitoring.adot;

import java.util.function.Function;

/**
 * Addresses within a task, which depend on its network mode.
 *
 * @param exporterAddress host and port of the exporter, such as {@code 127.0.0.1:9100}
 * @param telemetryPort the port of the collector's own metrics, on its loopback interface
 * @param healthCheckPort the port of the collector's health check, on its loopback interface
 * @param otlpHost the address on which the collector receives OTLP: {@code 127.0.0.1}, or {@code 0.0.0.0} if the app
 *     has another address
 * @param otlpPort the port for OTLP over gRPC; the next port is for HTTP
 * @param appHost the host name for a scrape job
 */
public record TaskEndpoints(
        String exporterAddress,
        int telemetryPort,
        int healthCheckPort,
        String otlpHost,
        int otlpPort,
        Function<ScrapeJob, String> appHost) {
    static final String LOOPBACK = "127.0.0.1";
    /** The collector's default. */
    static final int TELEMETRY_PORT = 8888;

    /** The default of OTLP over gRPC. */
    public static final int OTLP_PORT = 4317;

    /** Network mode awsvpc, in which the containers of a task share a loopback interface. */
    public static TaskEndpoints awsvpc() {
        return new TaskEndpoints(LOOPBACK + ":9100", TELEMETRY_PORT, 13133, LOOPBACK, OTLP_PORT, job -> LOOPBACK);
    }

    /** A port of a feature, which the tasks of one instance must not share. */
    int moved(int port) {
        return port + (otlpPort - OTLP_PORT) / 2;
    }

    int exporterPort() {
        return Integer.parseInt(exporterAddress.substring(exporterAddress.lastIndexOf(':') + 1));
    }
}
