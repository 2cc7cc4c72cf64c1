package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.internal.NagSuppression;
import io.github.ecsmonitoring.internal.SharedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * The Lambda function behind the custom resources of a workspace. Those of a stack share it.
 *
 * <p>From L1 constructs, since methods of {@code lambda.Function} have other signatures in older releases of
 * aws-cdk-lib.
 */
final class PublisherLambda extends Construct {
    /** Lambda's longest time, for plugins that take minutes to be installed. */
    private static final int TIMEOUT_SECONDS = 900;
    /** CloudFormation also counts the time until Lambda has started the function. */
    private static final int ANSWER_SECONDS = TIMEOUT_SECONDS + 60;

    private static final int HTTPS = 443;

    private final Role role;
    private final CfnFunction function;
    private final PublisherAlarm alarm;
    private final List<IamPermission> granted = new ArrayList<>();
    /** Null outside of a VPC. */
    private PublisherNetwork network;

    private PublisherLambda(Stack stack, String id, IGrafanaWorkspace workspace) {
        super(stack, id);
        LogGroup logs = SharedKey.encrypted(LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build());
        role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        new IamPermission(
                        "log group " + logs.getNode().getPath(),
                        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        logs.getLogGroupArn())
                .addTo(role);
        function = createFunction(logs);
        alarm = PublisherAlarm.create(this, logs, function.getRef(), workspace.getWorkspaceId());
    }

    /** The function of a stack for a workspace. */
    static PublisherLambda of(Stack stack, IGrafanaWorkspace workspace) {
        String id = "GrafanaPublisher"
                + Integer.toHexString(workspace.getNode().getPath().hashCode());
        return stack.getNode().tryFindChild(id) instanceof PublisherLambda existing
                ? existing
                : new PublisherLambda(stack, id, workspace);
    }

    private CfnFunction createFunction(LogGroup logs) {
        Asset jar = Asset.Builder.create(this, "Code").path(PublisherJar.path()).build();
        CfnFunction created = CfnFunction.Builder.create(this, "Function")
                .description("Publishes data sources and dashboards, and assigns roles, in Amazon Managed Grafana")
                .runtime("java21")
                .handler(PublisherJar.HANDLER)
                .code(CfnFunction.CodeProperty.builder()
                        .s3Bucket(jar.getS3BucketName())
                        .s3Key(jar.getS3ObjectKey())
                        .build())
                .role(role.getRoleArn())
                .memorySize(512)
                .timeout(TIMEOUT_SECONDS)
                .loggingConfig(CfnFunction.LoggingConfigProperty.builder()
                        .logGroup(logs.getLogGroupName())
                        .build())
                .build();
        NagSuppression.FUNCTION_RUNTIME.on(created);
        // With its policies, also those that are added later.
        created.getNode().addDependency(role);
        return created;
    }

    /** Grants actions on one resource, once. */
    void allow(IamPermission permission) {
        if (!granted.contains(permission)) {
            granted.add(permission);
            permission.addTo(role);
        }
    }

    /** Grants actions on all resources: those whose list says why. */
    void allowOnAll(List<String> actions) {
        allow(new IamPermission("all resources", actions, "*"));
    }

    /** @throws IllegalArgumentException if it runs elsewhere already */
    void runIn(PublisherNetwork chosen) {
        if (network != null) {
            if (!network.isSameAs(chosen)) {
                throw new IllegalArgumentException(
                        "vpc(...) must be the same for all publications to a workspace in one stack, which share a function, got "
                                + chosen.vpc().getNode().getPath() + " after "
                                + network.vpc().getNode().getPath() + " with other subnets or security groups");
            }
            return;
        }
        network = chosen;
        allowOnAll(PublisherActions.NETWORK_INTERFACES);
        List<ISecurityGroup> groups =
                chosen.securityGroups().isEmpty() ? List.of(newSecurityGroup(chosen)) : chosen.securityGroups();
        function.setVpcConfig(CfnFunction.VpcConfigProperty.builder()
                .subnetIds(chosen.subnetIds())
                .securityGroupIds(
                        groups.stream().map(ISecurityGroup::getSecurityGroupId).toList())
                .build());
        // With its routes and endpoints, which the function needs until it is deleted.
        function.getNode().addDependency(chosen.vpc());
    }

    private SecurityGroup newSecurityGroup(PublisherNetwork chosen) {
        SecurityGroup group = SecurityGroup.Builder.create(this, "SecurityGroup")
                .vpc(chosen.vpc())
                .description("Function that publishes Grafana content")
                .allowAllOutbound(false)
                .build();
        group.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "HTTPS to AWS");
        return group;
    }

    /** A custom resource, which is created after the function and its permissions, and deleted before them. */
    CustomResource resource(Construct scope, String type, Map<String, Object> properties) {
        CustomResource resource = CustomResource.Builder.create(scope, "Resource")
                .resourceType(type)
                .serviceToken(function.getAttrArn())
                .serviceTimeout(Duration.seconds(ANSWER_SECONDS))
                .properties(properties)
                .build();
        // With the filter, so that the first failure is counted.
        resource.getNode().addDependency(function, role, alarm.filter());
        return resource;
    }

    Alarm alarm() {
        return alarm.alarm();
    }
}
