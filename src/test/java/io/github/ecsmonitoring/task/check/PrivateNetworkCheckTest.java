package io.github.ecsmonitoring.task.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.ManagedInstancesApp;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.CloudWatchMetrics;
import io.github.ecsmonitoring.adot.XRayTraces;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.network.MonitoringEndpoint;
import io.github.ecsmonitoring.network.MonitoringEndpoints;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.TaskFixture;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

class PrivateNetworkCheckTest {
    private final App app = Synth.app();
    private final Stack stack = new Stack(
            app,
            "Demo",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("123456789012")
                            .region("eu-west-1")
                            .build())
                    .build());
    private final IPrometheusWorkspace workspace =
            PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", TaskFixture.WORKSPACE_ARN);
    private final TaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
            .memoryLimitMiB(1024)
            .build();

    private TaskMonitoring.Builder monitoring(TaskDefinition definition) {
        TaskFixture.addApp(definition, "app");
        return TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(definition)
                .workspace(workspace)
                .images(ImageSource.ecr("monitoring"));
    }

    private Vpc vpc() {
        return vpc(stack);
    }

    private static Vpc vpc(Stack stack) {
        return Vpc.Builder.create(stack, "Vpc")
                .natGateways(1)
                .maxAzs(2)
                .subnetConfiguration(List.of(
                        subnets("Public", SubnetType.PUBLIC),
                        subnets("Private", SubnetType.PRIVATE_WITH_EGRESS),
                        subnets("Isolated", SubnetType.PRIVATE_ISOLATED)))
                .build();
    }

    private static SubnetConfiguration subnets(String name, SubnetType type) {
        return SubnetConfiguration.builder()
                .name(name)
                .subnetType(type)
                .cidrMask(24)
                .build();
    }

    private void serve(IVpc vpc, SubnetType type) {
        FargateService.Builder.create(stack, "Service")
                .cluster(Cluster.Builder.create(stack, "Cluster").vpc(vpc).build())
                .taskDefinition(task)
                .vpcSubnets(SubnetSelection.builder().subnetType(type).build())
                .minHealthyPercent(100)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .build();
    }

    private MonitoringEndpoints.Builder endpoints(Stack scope, IVpc vpc) {
        return MonitoringEndpoints.Builder.create(scope, "Endpoints").vpc(vpc).workspace(workspace);
    }

    private void requireNoError() {
        assertThat(Synth.template(stack)).isNotEmpty();
    }

    @Test
    void ignoresTheEndpointsOfAnotherStackWhoseVpcHasTheSameLogicalId() {
        monitoring(task).build();
        serve(vpc(), SubnetType.PRIVATE_ISOLATED);
        Stack second = new Stack(app, "Second");
        MonitoringEndpoints.Builder.create(second, "Endpoints")
                .vpc(vpc(second))
                .workspace(PrometheusWorkspace.fromWorkspaceArn(second, "Amp", TaskFixture.WORKSPACE_ARN))
                .existing(MonitoringEndpoint.APS_WORKSPACES)
                .build();
        assertThatThrownBy(this::requireNoError)
                .hasMessageContaining("aps-workspaces (the collector)")
                .hasMessageContaining("logs (the log driver of container node-exporter)");
    }

    @Test
    void ignoresTheRoutesOfAnotherStackWhoseRouteTablesHaveTheSameLogicalIds() {
        monitoring(task).build();
        serve(vpc(), SubnetType.PRIVATE_ISOLATED);
        Stack second = new Stack(app, "Second");
        vpc(second)
                .getIsolatedSubnets()
                .forEach(subnet -> CfnRoute.Builder.create(
                                second, "Route" + subnet.getNode().getId())
                        .routeTableId(subnet.getRouteTable().getRouteTableId())
                        .destinationCidrBlock("0.0.0.0/0")
                        .transitGatewayId("tgw-1")
                        .build());
        assertThatThrownBy(this::requireNoError).hasMessageContaining("aps-workspaces (the collector)");
    }

    @Test
    void rejectsIsolatedSubnetsWithoutEndpoints() {
        monitoring(task).build();
        serve(vpc(), SubnetType.PRIVATE_ISOLATED);
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "[Demo/Orders/EcsMonitoring] service Demo/Service runs task definition Demo/Orders in isolated subnets of "
                                + "Demo/Vpc, which has no VPC endpoints for aps-workspaces (the collector), ecr.api (the image of container node-exporter), "
                                + "ecr.dkr (the image of container node-exporter), logs (the log driver of container node-exporter), "
                                + "s3 (the image of container node-exporter): create them with MonitoringEndpoints, declare those of another app with its "
                                + "existing(...), or choose subnets of type PRIVATE_WITH_EGRESS");
    }

    @Test
    void acceptsMonitoringEndpoints() {
        monitoring(task).build();
        Vpc vpc = vpc();
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        endpoints(stack, vpc).build();
        requireNoError();
    }

    @Test
    void findsEndpointsInAnotherStack() {
        Stack network = new Stack(
                app,
                "Network",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region("eu-west-1")
                                .build())
                        .build());
        Vpc vpc = vpc(network);
        endpoints(network, vpc).build();
        monitoring(task).build();
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        requireNoError();
    }

    @Test
    void namesTheEndpointsOfFeaturesAndSecrets() {
        monitoring(task)
                .feature(XRayTraces.create(), CloudWatchMetrics.ofOtlp())
                .build();
        task.getDefaultContainer()
                .addSecret(
                        "LEVEL",
                        Secret.fromSsmParameter(StringParameter.fromStringParameterName(stack, "Level", "level")));
        task.getDefaultContainer()
                .addSecret(
                        "PASSWORD",
                        Secret.fromSecretsManager(
                                software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(
                                        stack, "Password", "orders")));
        Vpc vpc = vpc();
        endpoints(stack, vpc).build();
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "which has no VPC endpoints for monitoring (the collector), secretsmanager (a secret of container "
                                + "app), ssm (a secret of container app), xray (the collector): create them");
    }

    @Test
    void acceptsDeclaredEndpointsAndThoseOfOtherConstructs() {
        monitoring(task).feature(XRayTraces.create()).build();
        Vpc vpc = vpc();
        endpoints(stack, vpc).existing(MonitoringEndpoint.LOGS).build();
        CfnVPCEndpoint.Builder.create(stack, "Traces")
                .vpcId(vpc.getVpcId())
                .serviceName(Fn.sub("com.amazonaws.${AWS::Region}.xray"))
                .build();
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        requireNoError();
    }

    @Test
    void doesNotCountEndpointsOfAnotherVpc() {
        monitoring(task).build();
        Vpc other = Vpc.Builder.create(stack, "Other")
                .natGateways(0)
                .subnetConfiguration(List.of(subnets("Isolated", SubnetType.PRIVATE_ISOLATED)))
                .build();
        endpoints(stack, other).build();
        serve(vpc(), SubnetType.PRIVATE_ISOLATED);
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining("which has no VPC endpoints for aps-workspaces");
    }

    @Test
    void ignoresAVpcWithAnUnknownEndpoint() {
        monitoring(task).build();
        Vpc vpc = vpc();
        CfnVPCEndpoint.Builder.create(stack, "Unknown")
                .vpcId(vpc.getVpcId())
                .serviceName(Fn.importValue("ServiceName"))
                .build();
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        requireNoError();
    }

    @Test
    void acceptsSubnetsWithEgress() {
        monitoring(task).build();
        serve(vpc(), SubnetType.PRIVATE_WITH_EGRESS);
        requireNoError();
    }

    @Test
    void ignoresAnImportedVpc() {
        monitoring(task).build();
        serve(
                Vpc.fromVpcAttributes(
                        stack,
                        "Imported",
                        VpcAttributes.builder()
                                .vpcId("vpc-1")
                                .availabilityZones(List.of("a", "b"))
                                .isolatedSubnetIds(List.of("subnet-1", "subnet-2"))
                                .build()),
                SubnetType.PRIVATE_ISOLATED);
        requireNoError();
    }

    @Test
    void ignoresIsolatedSubnetsWithAnAddedRoute() {
        monitoring(task).build();
        Vpc vpc = vpc();
        vpc.getIsolatedSubnets()
                .forEach(subnet -> CfnRoute.Builder.create(
                                stack, subnet.getNode().getId() + "Out")
                        .routeTableId(subnet.getRouteTable().getRouteTableId())
                        .destinationCidrBlock("0.0.0.0/0")
                        .transitGatewayId("tgw-0123456789abcdef0")
                        .build());
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        requireNoError();
    }

    @Test
    void rejectsAHubInAnotherRegionEvenWithEndpoints() {
        IPrometheusWorkspace hub = PrometheusWorkspace.fromWorkspaceArn(
                stack, "Hub", "arn:aws:aps:us-east-1:123456789012:workspace/ws-0a1b2c3d");
        monitoring(task).workspace(hub).build();
        Vpc vpc = vpc();
        endpoints(stack, vpc).build();
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "in isolated subnets of Demo/Vpc, from which the collector cannot reach its workspace in us-east-1: an "
                                + "endpoint for aps-workspaces reaches only its own region, eu-west-1, and AWS PrivateLink offers no cross-region endpoint "
                                + "for this service; write to a workspace in eu-west-1, or choose subnets of type PRIVATE_WITH_EGRESS");
    }

    @Test
    void rejectsImagesInEcrOfAnotherRegion() {
        monitoring(task)
                .images(ImageSource.ecr("monitoring", "123456789012", "us-east-1"))
                .build();
        Vpc vpc = vpc();
        endpoints(stack, vpc).build();
        serve(vpc, SubnetType.PRIVATE_ISOLATED);
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "in isolated subnets of Demo/Vpc, where Fargate cannot pull the image of container adot from ECR in "
                                + "us-east-1: replicate the repository to eu-west-1, or choose subnets of type PRIVATE_WITH_EGRESS");
    }

    /** The instance pulls images and sends logs, through a network of its own. */
    @Test
    void requiresOnlyTheCollectorsEndpointsOnEc2() {
        TaskDefinition onEc2 = Ec2TaskDefinition.Builder.create(stack, "OnEc2")
                .networkMode(NetworkMode.AWS_VPC)
                .build();
        TaskFixture.addApp(onEc2, "app");
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(onEc2)
                .workspace(workspace)
                .build();
        Ec2Service.Builder.create(stack, "Service")
                .cluster(Cluster.Builder.create(stack, "Cluster").vpc(vpc()).build())
                .taskDefinition(onEc2)
                .vpcSubnets(SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build())
                .build();
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining("which has no VPC endpoints for aps-workspaces (the collector): create them");
    }

    @Test
    void requiresOnlyTheCollectorsEndpointsOnManagedInstances() {
        TaskDefinition managed =
                ManagedInstancesApp.task(new Construct(stack, "OnManagedInstances"), NetworkMode.AWS_VPC);
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(managed)
                .workspace(workspace)
                .build();
        FargateService.Builder.create(stack, "Service")
                .cluster(Cluster.Builder.create(stack, "Cluster").vpc(vpc()).build())
                .taskDefinition(managed)
                .vpcSubnets(SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build())
                .build();
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining("which has no VPC endpoints for aps-workspaces (the collector): create them")
                .message()
                .doesNotContain("cannot pull the image");
    }
}
