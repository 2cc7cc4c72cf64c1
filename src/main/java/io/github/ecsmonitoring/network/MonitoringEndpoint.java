package io.github.ecsmonitoring.network;

import java.util.Arrays;
import java.util.Optional;

/**
 * AWS services that monitored tasks, or the instances that run them, contact; constants may be added in later releases.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html">services with
 *     interface endpoints</a>
 */
public enum MonitoringEndpoint {
    /** Remote write and queries of Amazon Managed Service for Prometheus. */
    APS_WORKSPACES("aps-workspaces"),
    /** Log driver {@code awslogs}. */
    LOGS("logs"),
    /** Tokens and manifests of images in Amazon ECR. */
    ECR_API("ecr.api"),
    /** Docker's registry protocol of Amazon ECR. */
    ECR_DKR("ecr.dkr"),
    /** Layers of images in Amazon ECR; a gateway endpoint, which is free. */
    S3("s3"),
    /** Traces, with the feature {@code XRayTraces}. */
    XRAY("xray"),
    /** Metrics in CloudWatch, with the feature {@code CloudWatchMetrics}. */
    MONITORING("monitoring"),
    /** Secrets that ECS injects into containers, and credentials of a private registry. */
    SECRETS_MANAGER("secretsmanager"),
    /** Parameters of Systems Manager that ECS injects into containers. */
    SSM("ssm"),
    /** Collectors that assume a role; credentials of the task's own role do not come from STS. */
    STS("sts"),
    /** Applications that publish to SNS; alerts are published by AWS, not from the VPC. */
    SNS("sns"),
    /** Programs in the VPC that manage workspaces, such as a Grafana with a list of workspaces. */
    APS("aps"),
    /** Agents on EC2 instances. Fargate does not need it. */
    ECS("ecs"),
    /** Agents on EC2 instances. Fargate does not need it. */
    ECS_AGENT("ecs-agent"),
    /** Agents on EC2 instances. Fargate does not need it. */
    ECS_TELEMETRY("ecs-telemetry");

    private final String service;

    MonitoringEndpoint(String service) {
        this.service = service;
    }

    /** The end of the endpoint's service name, such as {@code ecr.api}. */
    public String service() {
        return service;
    }

    /** The endpoint of a service, such as {@code ecr.api}. */
    public static Optional<MonitoringEndpoint> of(String service) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.service.equals(service))
                .findFirst();
    }
}
