package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;

/**
 * Permissions of collectors on the resource {@code *}, since neither X-Ray segments nor CloudWatch metrics have ARNs.
 * The condition {@code cloudwatch:namespace} does not apply, since OTLP metrics have no namespace.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html">X-Ray's
 *     actions</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html">CloudWatch's
 *     actions</a>
 */
final class UnscopedActions {
    /** The only action of the exporter: its own telemetry is disabled, and SDKs read sampling rules elsewhere. */
    static final IamPermission WRITE_TRACES = new IamPermission("X-Ray", List.of("xray:PutTraceSegments"), "*");

    static final IamPermission WRITE_METRICS =
            new IamPermission("CloudWatch", List.of("cloudwatch:PutMetricData"), "*");

    private UnscopedActions() {}
}
