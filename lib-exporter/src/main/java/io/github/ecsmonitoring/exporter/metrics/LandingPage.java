package io.github.ecsmonitoring.exporter.metrics;

/** The page at {@code /} for browsers. */
final class LandingPage {
    private LandingPage() {}

    static String html(String metricsPath, String version) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Node Exporter</title></head>
                <body style="font-family: sans-serif; margin: 3em">
                <h1>Node Exporter</h1>
                <p>Prometheus Node Exporter of ECS monitoring, version VERSION</p>
                <ul>
                <li><a href="METRICS">Metrics</a></li>
                <li><a href="HEALTH">Health</a></li>
                </ul>
                </body>
                </html>
                """.replace("HEALTH", MetricsServer.HEALTH_PATH)
                .replace("VERSION", version)
                .replace("METRICS", metricsPath);
    }
}
