package io.github.ecsmonitoring.adot;

import java.util.Optional;
import software.amazon.awscdk.Duration;

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
    /** The default of OTEL_METRIC_EXPORT_INTERVAL. */
    private static final int DEFAULT_SECONDS = 60;

    /** Null if it is unknown. */
    private final Integer expectedSeries;

    private final int exportSeconds;

    private OtlpMetrics(Integer expectedSeries, int exportSeconds) {
        this.expectedSeries = expectedSeries;
        this.exportSeconds = exportSeconds;
    }

    /** All received metrics. */
    public static OtlpMetrics create() {
        return new OtlpMetrics(null, DEFAULT_SECONDS);
    }

    /**
     * The number of series that the apps of one task are expected to send, exported every 60 seconds, for the estimate
     * of costs; it limits nothing. A histogram has one series for each bucket, and two. Default: that of
     * {@code CostOptions.expectedAppSeries}, else unknown, which the summary says.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public OtlpMetrics expectedSeries(int series) {
        return expectedSeries(series, Duration.seconds(DEFAULT_SECONDS));
    }

    /**
     * The same for SDKs with another export interval.
     *
     * @param exportInterval {@code OTEL_METRIC_EXPORT_INTERVAL} of the app, which this method does not change
     * @throws IllegalArgumentException if the number is negative, or the interval is less than a second
     */
    public OtlpMetrics expectedSeries(int series, Duration exportInterval) {
        if (series < 0) {
            throw new IllegalArgumentException("expectedSeries of OtlpMetrics must be 0 or more, got " + series);
        }
        double seconds = exportInterval.toMilliseconds().doubleValue() / 1000;
        if (seconds < 1) {
            throw new IllegalArgumentException(
                    "exportInterval of OtlpMetrics must be a second or more, got " + seconds + " s");
        }
        return new OtlpMetrics(series, (int) seconds);
    }

    @Override
    Optional<AppSource> appSource() {
        return Optional.of(new AppSource("OTLP", Optional.ofNullable(expectedSeries), exportSeconds));
    }

    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        OtlpReceiver.add(draft, settings);
        WorkspacePipeline.add(
                draft, settings, "otlp", OtlpReceiver.NAME, RemoteWriteExporter.NameTranslation.TRANSLATED);
    }
}
