package io.github.ecsmonitoring.network;

import io.github.ecsmonitoring.internal.AwsReadActions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * What each endpoint allows: the actions of monitored tasks and of ECS, on the named workspaces and otherwise on
 * resources of the account. A request also needs the permission of its own role.
 *
 * @param stack the stack of the endpoints
 * @param workspaces the ARNs of workspaces
 * @param registries the accounts from whose ECR registries images are pulled
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html">endpoint policies</a>
 */
record EndpointPolicies(Stack stack, List<String> workspaces, Set<String> registries) {
    /** What {@code IPrometheusWorkspace.grantAlertManager} grants. */
    private static final List<String> GRAFANA_ALERTS = List.of(
            "aps:ListRules",
            "aps:ListAlerts",
            "aps:ListAlertManagerAlerts",
            "aps:ListAlertManagerAlertGroups",
            "aps:ListAlertManagerReceivers",
            "aps:ListAlertManagerSilences",
            "aps:GetAlertManagerSilence",
            "aps:GetAlertManagerStatus",
            "aps:PutAlertManagerSilences",
            "aps:DeleteAlertManagerSilence");

    List<PolicyStatement> of(MonitoringEndpoint endpoint) {
        return switch (endpoint) {
            case APS_WORKSPACES ->
                List.of(allow(
                        workspaces,
                        "aps:RemoteWrite",
                        "aps:QueryMetrics",
                        "aps:GetLabels",
                        "aps:GetSeries",
                        "aps:GetMetricMetadata"));
            case APS -> List.of(allow(workspaces, "aps:DescribeWorkspace"), allowAccount("aps:ListWorkspaces"));
            case LOGS ->
                List.of(allow(
                        List.of(arn("logs", "log-group", "*", ArnFormat.COLON_RESOURCE_NAME)),
                        "logs:CreateLogGroup",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents"));
            case ECR_API, ECR_DKR ->
                List.of(
                        allow(
                                repositories(),
                                "ecr:BatchCheckLayerAvailability",
                                "ecr:BatchGetImage",
                                "ecr:GetDownloadUrlForLayer"),
                        allowAccount("ecr:GetAuthorizationToken"));
            case S3 -> List.of(allow(List.of(imageLayers()), "s3:GetObject"));
            // SDKs in the task may read sampling rules.
            case XRAY ->
                List.of(allowAccount(
                        "xray:PutTraceSegments",
                        "xray:PutTelemetryRecords",
                        "xray:GetSamplingRules",
                        "xray:GetSamplingTargets",
                        "xray:GetSamplingStatisticSummaries"));
            case MONITORING -> List.of(allowAccount("cloudwatch:PutMetricData"));
            case SECRETS_MANAGER ->
                List.of(allow(
                        List.of(arn("secretsmanager", "secret", "*", ArnFormat.COLON_RESOURCE_NAME)),
                        "secretsmanager:GetSecretValue",
                        "secretsmanager:DescribeSecret"));
            case SSM ->
                List.of(allow(
                        List.of(arn("ssm", "parameter", "*", ArnFormat.SLASH_RESOURCE_NAME)), "ssm:GetParameters"));
            // Any role, since the one of a hub is in another account.
            case STS -> List.of(allowAccount("sts:AssumeRole", "sts:GetCallerIdentity"));
            case SNS -> List.of(allow(List.of(arn("sns", "*", null, ArnFormat.NO_RESOURCE_NAME)), "sns:Publish"));
            case ECS, ECS_AGENT, ECS_TELEMETRY ->
                List.of(allowAccount(
                        "ecs:DeregisterContainerInstance",
                        "ecs:DiscoverPollEndpoint",
                        "ecs:Poll",
                        "ecs:RegisterContainerInstance",
                        "ecs:StartTelemetrySession",
                        "ecs:SubmitAttachmentStateChanges",
                        "ecs:SubmitContainerStateChange",
                        "ecs:SubmitTaskStateChange",
                        "ecs:UpdateContainerInstancesState"));
        };
    }

    /** What Grafana needs in addition. */
    List<PolicyStatement> ofGrafana(MonitoringEndpoint endpoint) {
        return switch (endpoint) {
            case APS_WORKSPACES -> List.of(allow(workspaces, GRAFANA_ALERTS));
            case LOGS ->
                List.of(
                        allow(
                                List.of(arn("logs", "log-group", "*", ArnFormat.COLON_RESOURCE_NAME)),
                                AwsReadActions.OF_LOG_GROUPS),
                        allowAccount(AwsReadActions.of("logs")));
            case MONITORING -> List.of(allowAccount(AwsReadActions.of("cloudwatch")));
            case XRAY -> List.of(allowAccount(AwsReadActions.of("xray")));
            default -> List.of();
        };
    }

    private List<String> repositories() {
        return Stream.concat(Stream.of(stack.getAccount()), new TreeSet<>(registries).stream())
                .distinct()
                .map(account ->
                        "arn:" + stack.getPartition() + ":ecr:" + stack.getRegion() + ":" + account + ":repository/*")
                .toList();
    }

    /** The bucket belongs to AWS, which signs the URLs itself, so no condition on the caller's account may apply. */
    private String imageLayers() {
        return "arn:" + stack.getPartition() + ":s3:::prod-" + stack.getRegion() + "-starport-layer-bucket/*";
    }

    private String arn(String service, String resource, String name, ArnFormat format) {
        ArnComponents.Builder parts =
                ArnComponents.builder().service(service).resource(resource).arnFormat(format);
        return stack.formatArn((name == null ? parts : parts.resourceName(name)).build());
    }

    private static PolicyStatement allow(List<String> resources, String... actions) {
        return allow(resources, List.of(actions));
    }

    private static PolicyStatement allow(List<String> resources, List<String> actions) {
        return PolicyStatement.Builder.create()
                .principals(List.of(new AnyPrincipal()))
                .actions(actions)
                .resources(resources)
                .build();
    }

    /** For actions without resources: only callers of this account, so that data cannot leave to another one. */
    private PolicyStatement allowAccount(String... actions) {
        return allowAccount(List.of(actions));
    }

    private PolicyStatement allowAccount(List<String> actions) {
        PolicyStatement statement = allow(List.of("*"), actions);
        statement.addConditions(Map.of("StringEquals", Map.of("aws:PrincipalAccount", stack.getAccount())));
        return statement;
    }
}
