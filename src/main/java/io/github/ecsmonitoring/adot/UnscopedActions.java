package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.Permission;
import java.util.List;

/**
 * What collectors do on the resource {@code *}: neither X-Ray's segments nor CloudWatch's metrics have an ARN that a
 * policy could name. CloudWatch knows the condition {@code cloudwatch:namespace}, but metrics that arrive by OTLP have
 * no namespace.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html">X-Ray's
 *     actions</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html">CloudWatch's
 *     actions</a>
 */
final class UnscopedActions {
    /** The exporter's only call: its own telemetry is off, and sampling rules are read by SDKs elsewhere. */
    static final Permission WRITE_TRACES = new Permission("X-Ray", List.of("xray:PutTraceSegments"), "*");

    static final Permission WRITE_METRICS = new Permission("CloudWatch", List.of("cloudwatch:PutMetricData"), "*");

    private UnscopedActions() {}
}
