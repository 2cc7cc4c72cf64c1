package io.github.ecsmonitoring.adot;

import java.util.List;
import software.amazon.awscdk.Aws;

/**
 * Sends traces that the app exports over the OpenTelemetry protocol (OTLP) to AWS X-Ray, in the task's own account and
 * region.
 *
 * <p>The collector receives them on {@code 127.0.0.1:4317} (gRPC) and {@code 127.0.0.1:4318} (HTTP), the defaults of
 * the SDKs, and adds attributes of the task. Sampling happens in the SDK: the collector does not serve X-Ray's sampling
 * rules.
 *
 * <p>Without {@link OtlpMetrics} or {@link CloudWatchMetrics#ofOtlp} the collector does not receive metrics: SDKs that
 * export them too log errors (404 over HTTP), until {@code OTEL_METRICS_EXPORTER=none} is set. It never receives logs
 * ({@code OTEL_LOGS_EXPORTER=none}).
 *
 * @see <a href="https://aws-otel.github.io/docs/getting-started/x-ray">ADOT and X-Ray</a>
 */
public final class XRayTraces extends PipelineFeature {
    private XRayTraces() {}

    /** All received traces. */
    public static XRayTraces create() {
        return new XRayTraces();
    }

    @Override
    void contribute(CollectorDraft draft, CollectorSettings settings) {
        OtlpReceiver.add(draft, settings);
        draft.processor("batch/traces", Yaml.map("timeout", "1s", "send_batch_size", 50));
        draft.exporter("awsxray", Yaml.map("region", "${env:AWS_REGION}"));
        draft.pipeline(
                "traces/otlp",
                List.of(OtlpReceiver.NAME),
                List.of("memory_limiter", "resource_detection", "batch/traces"),
                "awsxray");
        // ECS sets this variable on Fargate only.
        draft.environment("AWS_REGION", Aws.REGION);
        draft.contacts("xray");
        draft.permission(UnscopedActions.WRITE_TRACES);
    }
}
