package io.github.ecsmonitoring.adot;

/**
 * Sends metrics that the app exports over the OpenTelemetry protocol (OTLP) to the Prometheus workspace.
 *
 * <p>The collector receives them on {@code 127.0.0.1:4317} (gRPC) and {@code 127.0.0.1:4318} (HTTP), the defaults of
 * the SDKs. Their names are translated to <a
 * href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/">Prometheus names</a>, while
 * scraped names stay unchanged:
 *
 * <pre>
 * orders.placed (a counter)            orders_placed_total
 * http.server.request.duration (s)     http_server_request_duration_seconds_bucket, _sum, _count
 * </pre>
 *
 * <p>{@code job} is the SDK's {@code service.name}, prefixed with {@code service.namespace} and a slash if set, so the
 * containers of a task need different names. Sums and histograms must be cumulative, the default of SDKs: Prometheus
 * does not support delta temporality.
 *
 * <p>Without {@link XRayTraces} the collector does not receive traces: SDKs that export them too log errors (404 over
 * HTTP), until {@code OTEL_TRACES_EXPORTER=none} is set. It never receives logs ({@code OTEL_LOGS_EXPORTER=none}).
 */
public final class OtlpMetrics extends PipelineFeature {
    private OtlpMetrics() {}

    /** All received metrics. */
    public static OtlpMetrics create() {
        return new OtlpMetrics();
    }

    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        OtlpReceiver.add(draft, settings);
        WorkspacePipeline.add(
                draft, settings, "otlp", OtlpReceiver.NAME, RemoteWriteExporter.NameTranslation.TRANSLATED);
    }
}
