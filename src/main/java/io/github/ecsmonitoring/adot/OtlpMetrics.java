package io.github.ecsmonitoring.adot;

/**
 * Metrics that the app sends by OpenTelemetry's protocol (OTLP) to the Prometheus workspace.
 *
 * <p>The collector takes them on {@code 127.0.0.1:4317} (gRPC) and {@code 127.0.0.1:4318} (HTTP), the SDKs' own
 * defaults. They are named by <a
 * href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/">Prometheus' rules</a>,
 * while scraped names stay as they are:
 *
 * <pre>
 * orders.placed (a counter)            orders_placed_total
 * http.server.request.duration (s)     http_server_request_duration_seconds_bucket, _sum, _count
 * </pre>
 *
 * <p>{@code job} is the SDK's {@code service.name} (after {@code service.namespace} and a slash), so containers of one
 * task need different ones. Sums and histograms must be cumulative, as SDKs send them unless told otherwise: Prometheus
 * has no others.
 */
public final class OtlpMetrics extends PipelineFeature {
    private OtlpMetrics() {}

    /** All metrics that arrive. */
    public static OtlpMetrics create() {
        return new OtlpMetrics();
    }

    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        OtlpReceiver.add(draft, settings);
        WorkspacePipeline.add(draft, settings, "otlp", OtlpReceiver.NAME, RemoteWriteExporter.Names.TRANSLATED);
    }
}
