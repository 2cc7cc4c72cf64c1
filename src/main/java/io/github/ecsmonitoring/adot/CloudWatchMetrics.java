package io.github.ecsmonitoring.adot;

import java.util.Arrays;
import java.util.List;
import software.amazon.awscdk.Aws;

/**
 * Sends metrics to CloudWatch in the task's own account and region, in addition to the Prometheus workspace.
 *
 * <pre>{@code
 * CloudWatchMetrics.ofOtlp()                              // all metrics that the app sends over OTLP
 * CloudWatchMetrics.ofPages("orders_.*", "jvm_memory_.*") // these metrics of all scrape jobs
 * }</pre>
 *
 * <p>Metrics are sent to CloudWatch's OTLP endpoint, not as log events in the embedded metric format (the exporter
 * {@code awsemf}): names and labels stay unchanged and can be queried with PromQL, there is no list of dimensions to
 * maintain and no log group, and the price is per gigabyte, not per metric. Alarms and dashboards that use a namespace
 * and dimensions cannot read them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-otel-send.html">CloudWatch's
 *     OTLP endpoint</a>
 */
public final class CloudWatchMetrics extends PipelineFeature {
    private static final String EXPORTER = "otlp_http/cloudwatch";

    /** Null for all of OTLP. */
    private final String pages;

    private CloudWatchMetrics(String pages) {
        this.pages = pages;
    }

    /**
     * All metrics that the app sends over OTLP, to {@code 127.0.0.1:4317} (gRPC) and {@code 127.0.0.1:4318} (HTTP). As
     * with {@link OtlpMetrics}, traces need {@link XRayTraces}, else SDKs {@code OTEL_TRACES_EXPORTER=none}.
     */
    public static CloudWatchMetrics ofOtlp() {
        return new CloudWatchMetrics(null);
    }

    /**
     * These metrics of all scrape jobs. Metrics that the profile or a sample limit drops are not sent to CloudWatch
     * either. Use one such feature for all names.
     *
     * @param names names or regular expressions for whole names, at least one
     * @throws IllegalArgumentException if there are none, or one is neither a metric name nor a regular expression
     */
    public static CloudWatchMetrics ofPages(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException(
                    "names of metrics for CloudWatch must be given, got none: call ofPages(\"orders_.*\")");
        }
        return new CloudWatchMetrics(NameRegex.of(Arrays.asList(names)));
    }

    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        draft.extension("sigv4auth/cloudwatch", Yaml.map("region", "${env:AWS_REGION}", "service", "monitoring"));
        draft.processor("resource/labels", settings.contract().processor());
        // Only remote write has external_labels; here a processor adds the same labels.
        draft.processor(
                "resource/cloudwatch",
                Yaml.map(
                        "attributes",
                        settings.contract().externalLabels(settings.labels()).entrySet().stream()
                                .map(label ->
                                        Yaml.map("key", label.getKey(), "value", label.getValue(), "action", "upsert"))
                                .toList()));
        draft.processor(
                "batch/cloudwatch", Yaml.map("timeout", "10s", "send_batch_size", 200, "send_batch_max_size", 200));
        draft.exporter(
                EXPORTER,
                Yaml.map(
                        "metrics_endpoint", "${env:CLOUDWATCH_METRICS_URL}",
                        "auth", Yaml.map("authenticator", "sigv4auth/cloudwatch"),
                        "compression", "gzip"));
        draft.environment("AWS_REGION", Aws.REGION);
        draft.environment(
                "CLOUDWATCH_METRICS_URL", "https://monitoring." + Aws.REGION + "." + Aws.URL_SUFFIX + "/v1/metrics");
        draft.contacts("monitoring");
        draft.permission(UnscopedActions.WRITE_METRICS);
        addPipeline(draft, settings);
    }

    private void addPipeline(CollectorDraft draft, CollectorSettings settings) {
        if (pages == null) {
            OtlpReceiver.add(draft, settings);
            draft.pipeline(
                    "metrics/cloudwatch_otlp",
                    List.of(OtlpReceiver.NAME),
                    List.of(
                            "memory_limiter",
                            "resource_detection",
                            "resource/labels",
                            "resource/cloudwatch",
                            "batch/cloudwatch"),
                    EXPORTER);
        } else {
            draft.processor(
                    "filter/cloudwatch",
                    Yaml.map(
                            "error_mode",
                            "propagate",
                            "metric_conditions",
                            List.of("not IsMatch(metric.name, \"^(?:" + pages.replace("$", "$$") + ")$$\")")));
            draft.pipeline(
                    "metrics/cloudwatch_pages",
                    List.of("prometheus"),
                    List.of(
                            "memory_limiter",
                            "filter/cloudwatch",
                            "resource_detection",
                            "resource/labels",
                            "resource/cloudwatch",
                            "batch/cloudwatch"),
                    EXPORTER);
        }
    }
}
