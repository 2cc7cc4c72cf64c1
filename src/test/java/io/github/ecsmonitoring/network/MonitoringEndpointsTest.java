package io.github.ecsmonitoring.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.iam.PolicyStatement;

class MonitoringEndpointsTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d";

    private final Stack stack = new Stack(
            Synth.app(),
            "Demo",
            StackProps.builder()
                    .env(Environment.builder()
                            .account("123456789012")
                            .region("eu-west-1")
                            .build())
                    .build());
    private final IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN);

    private Stack secondStack() {
        return new Stack(
                (App) stack.getNode().getRoot(),
                "Second",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("123456789012")
                                .region("eu-west-1")
                                .build())
                        .build());
    }

    private Vpc vpc() {
        return vpc(stack);
    }

    private static Vpc vpc(Stack stack) {
        return Vpc.Builder.create(stack, "Vpc")
                .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                .natGateways(0)
                .subnetConfiguration(List.of(
                        subnets("Public", SubnetType.PUBLIC),
                        subnets("Apps", SubnetType.PRIVATE_ISOLATED),
                        subnets("Data", SubnetType.PRIVATE_ISOLATED)))
                .build();
    }

    private static SubnetConfiguration subnets(String name, SubnetType type) {
        return SubnetConfiguration.builder()
                .name(name)
                .subnetType(type)
                .cidrMask(24)
                .build();
    }

    private IVpc imported(VpcAttributes.Builder attributes) {
        return Vpc.fromVpcAttributes(
                stack,
                "Imported",
                attributes
                        .vpcId("vpc-1")
                        .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                        .isolatedSubnetIds(List.of("subnet-1", "subnet-2"))
                        .build());
    }

    private MonitoringEndpoints.Builder endpoints(IVpc vpc) {
        return MonitoringEndpoints.Builder.create(stack, "Endpoints").vpc(vpc).workspace(workspace);
    }

    private EndpointTable table() {
        return EndpointTable.of(stack);
    }

    @Test
    void createsWhatAMonitoredTaskOnFargateNeeds() {
        endpoints(vpc()).build();
        assertThat(table().endpoints()).containsOnlyKeys("aps-workspaces", "ecr.api", "ecr.dkr", "logs", "s3");
        assertThat(table().policies()).isEqualTo("""
                aps-workspaces: [aps:GetLabels, aps:GetMetricMetadata, aps:GetSeries, aps:QueryMetrics, aps:RemoteWrite] on %1$s
                ecr.api: [ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer] on \
                arn:aws:ecr:eu-west-1:123456789012:repository/*
                ecr.api: ecr:GetAuthorizationToken on * if {StringEquals={aws:PrincipalAccount=123456789012}}
                ecr.dkr: [ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer] on \
                arn:aws:ecr:eu-west-1:123456789012:repository/*
                ecr.dkr: ecr:GetAuthorizationToken on * if {StringEquals={aws:PrincipalAccount=123456789012}}
                logs: [logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents] on \
                arn:aws:logs:eu-west-1:123456789012:log-group:*
                s3: s3:GetObject on arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*
                """.formatted(ARN));
    }

    @Test
    void forGrafanaAddsEndpointsAndAllowsWhatItsRoleAllows() {
        endpoints(vpc()).forGrafana().build();
        assertThat(table().endpoints())
                .containsOnlyKeys(
                        "aps", "aps-workspaces", "ecr.api", "ecr.dkr", "logs", "monitoring", "s3", "sts", "xray");
        assertThat(table().policies())
                .contains(
                        "aps-workspaces: [aps:DeleteAlertManagerSilence, aps:GetAlertManagerSilence, aps:GetAlertManagerStatus, "
                                + "aps:GetLabels, aps:GetMetricMetadata, aps:GetSeries, aps:ListAlertManagerAlertGroups, "
                                + "aps:ListAlertManagerAlerts, aps:ListAlertManagerReceivers, aps:ListAlertManagerSilences, aps:ListAlerts, "
                                + "aps:ListRules, aps:PutAlertManagerSilences, aps:QueryMetrics, aps:RemoteWrite] on "
                                + ARN,
                        "logs: [logs:CreateLogGroup, logs:CreateLogStream, logs:GetLogEvents, logs:GetLogGroupFields, logs:PutLogEvents, "
                                + "logs:StartQuery] on arn:aws:logs:eu-west-1:123456789012:log-group:*",
                        "logs: [logs:DescribeLogGroups, logs:GetQueryResults, logs:StopQuery] on * if {StringEquals={aws:PrincipalAccount=123456789012}}",
                        "monitoring: [cloudwatch:DescribeAlarmHistory, cloudwatch:DescribeAlarms, cloudwatch:DescribeAlarmsForMetric, "
                                + "cloudwatch:GetMetricData, cloudwatch:ListMetrics, cloudwatch:PutMetricData] on * if "
                                + "{StringEquals={aws:PrincipalAccount=123456789012}}",
                        "xray: [xray:BatchGetTraces, xray:GetGroups, xray:GetInsight, xray:GetInsightSummaries, xray:GetSamplingRules, "
                                + "xray:GetSamplingStatisticSummaries, xray:GetSamplingTargets, xray:GetServiceGraph, "
                                + "xray:GetTimeSeriesServiceStatistics, xray:GetTraceGraph, xray:GetTraceSummaries, xray:PutTelemetryRecords, "
                                + "xray:PutTraceSegments] on * if {StringEquals={aws:PrincipalAccount=123456789012}}");
    }

    @Test
    void forGrafanaLeavesEndpointsThatExist() {
        endpoints(vpc())
                .forGrafana()
                .existing(MonitoringEndpoint.XRAY, MonitoringEndpoint.STS)
                .build();
        assertThat(table().endpoints()).containsKeys("aps", "monitoring").doesNotContainKeys("xray", "sts");
    }

    @Test
    void addsTheEndpointsOfFeaturesSecretsAndInstances() {
        endpoints(vpc()).with(MonitoringEndpoint.values()).build();
        assertThat(table().endpoints())
                .containsOnlyKeys(
                        "aps",
                        "aps-workspaces",
                        "ecr.api",
                        "ecr.dkr",
                        "ecs",
                        "ecs-agent",
                        "ecs-telemetry",
                        "logs",
                        "monitoring",
                        "s3",
                        "secretsmanager",
                        "sns",
                        "ssm",
                        "sts",
                        "xray");
        assertThat(table().policies().lines().filter(line -> !line.matches("(aps-workspaces|ecr|logs|s3).*")))
                .containsExactly(
                        "aps: aps:DescribeWorkspace on " + ARN,
                        "aps: aps:ListWorkspaces on * if {StringEquals={aws:PrincipalAccount=123456789012}}",
                        agent("ecs"),
                        agent("ecs-agent"),
                        agent("ecs-telemetry"),
                        "monitoring: cloudwatch:PutMetricData on * if {StringEquals={aws:PrincipalAccount=123456789012}}",
                        "secretsmanager: [secretsmanager:DescribeSecret, secretsmanager:GetSecretValue] on "
                                + "arn:aws:secretsmanager:eu-west-1:123456789012:secret:*",
                        "sns: sns:Publish on arn:aws:sns:eu-west-1:123456789012:*",
                        "ssm: ssm:GetParameters on arn:aws:ssm:eu-west-1:123456789012:parameter/*",
                        "sts: [sts:AssumeRole, sts:GetCallerIdentity] on * if {StringEquals={aws:PrincipalAccount=123456789012}}",
                        "xray: [xray:GetSamplingRules, xray:GetSamplingStatisticSummaries, xray:GetSamplingTargets, "
                                + "xray:PutTelemetryRecords, xray:PutTraceSegments] on * if {StringEquals={aws:PrincipalAccount=123456789012}}");
    }

    private static String agent(String service) {
        return service
                + ": [ecs:DeregisterContainerInstance, ecs:DiscoverPollEndpoint, ecs:Poll, ecs:RegisterContainerInstance, "
                + "ecs:StartTelemetrySession, ecs:SubmitAttachmentStateChanges, ecs:SubmitContainerStateChange, ecs:SubmitTaskStateChange, "
                + "ecs:UpdateContainerInstancesState] on * if {StringEquals={aws:PrincipalAccount=123456789012}}";
    }

    @Test
    void usesOneIsolatedSubnetPerZoneWithPrivateDnsAndTheRouteTablesOfAllOfThem() {
        endpoints(vpc()).build();
        Map<String, Object> logs = table().endpoints().get("logs");
        assertThat(logs.get("SubnetIds").toString())
                .contains("AppsSubnet1", "AppsSubnet2")
                .doesNotContain("Data");
        assertThat(logs).containsEntry("PrivateDnsEnabled", true).containsEntry("VpcEndpointType", "Interface");
        Map<String, Object> s3 = table().endpoints().get("s3");
        assertThat(s3).containsEntry("VpcEndpointType", "Gateway");
        assertThat(s3.get("RouteTableIds").toString())
                .contains("AppsSubnet1", "AppsSubnet2", "DataSubnet1", "DataSubnet2")
                .doesNotContain("Public");
    }

    @Test
    void admitsTheVpcOnPort443() {
        endpoints(vpc()).build();
        Map<String, Object> group = Synth.properties(stack, "AWS::EC2::SecurityGroup");
        assertThat(EndpointTable.text(Synth.list(group.get("SecurityGroupIngress")).stream()
                        .map(Synth::map)
                        .map(rule -> List.of(rule.get("IpProtocol"), rule.get("FromPort"), rule.get("CidrIp")))
                        .toList()))
                .matches("tcp, 443, <\\[Vpc\\w+, CidrBlock]>");
        assertThat(group.get("SecurityGroupEgress").toString()).contains("Disallow all traffic");
    }

    @Test
    void admitsOnlyTheGivenClients() {
        endpoints(vpc()).clients(Peer.ipv4("10.0.7.0/24")).build();
        assertThat(Synth.properties(stack, "AWS::EC2::SecurityGroup")
                        .get("SecurityGroupIngress")
                        .toString())
                .contains("CidrIp=10.0.7.0/24")
                .doesNotContain("Vpc");
    }

    @Test
    void usesTheChosenSubnetsSinceEachZoneCosts() {
        endpoints(vpc())
                .subnets(SubnetSelection.builder()
                        .subnetGroupName("Data")
                        .availabilityZones(List.of("eu-west-1b"))
                        .build())
                .build();
        assertThat(table().endpoints().get("logs").get("SubnetIds").toString())
                .matches("\\[\\{Ref=VpcDataSubnet2\\w+}]");
        assertThat(table().endpoints().get("s3").get("RouteTableIds").toString())
                .as("tasks run in all isolated subnets")
                .contains("AppsSubnet1", "AppsSubnet2");
    }

    @Test
    void addsTheRouteToS3InTheSubnetsOfTheTasks() {
        endpoints(vpc())
                .taskSubnets(SubnetSelection.builder().subnetGroupName("Apps").build())
                .build();
        assertThat(table().endpoints().get("s3").get("RouteTableIds").toString())
                .contains("AppsSubnet1", "AppsSubnet2")
                .doesNotContain("Data");
    }

    @Test
    void doesNotCreateExistingEndpoints() {
        endpoints(vpc())
                .existing(MonitoringEndpoint.LOGS, MonitoringEndpoint.S3, MonitoringEndpoint.SSM)
                .build();
        assertThat(table().endpoints()).containsOnlyKeys("aps-workspaces", "ecr.api", "ecr.dkr");
    }

    @Test
    void extendsPoliciesForOtherPrograms() {
        endpoints(vpc())
                .imagesOfAccounts("999999999999")
                .allow(
                        MonitoringEndpoint.S3,
                        PolicyStatement.Builder.create()
                                .actions(List.of("s3:PutObject"))
                                .resources(List.of("arn:aws:s3:::orders/*"))
                                .build())
                .build();
        assertThat(table().statements("s3"))
                .extracting(statement -> statement.get("Principal") + " " + statement.get("Resource"))
                .last()
                .isEqualTo("{AWS=*} arn:aws:s3:::orders/*");
        assertThat(table().policies())
                .contains(
                        "ecr.dkr: [ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer] on "
                                + "arn:aws:ecr:eu-west-1:123456789012:repository/*, "
                                + "arn:aws:ecr:eu-west-1:999999999999:repository/*\n");
    }

    @Test
    void namesAllWorkspacesThatTheVpcUses() {
        PrometheusWorkspace own =
                PrometheusWorkspace.Builder.create(stack, "Own").build();
        endpoints(vpc()).workspace(own).build();
        assertThat(table().policies()).contains(" on " + ARN + ", <[PrometheusWorkspace, Arn]>\n");
    }

    @Test
    void acceptsAnImportedVpc() {
        endpoints(imported(VpcAttributes.builder()
                        .vpcCidrBlock("10.1.0.0/16")
                        .isolatedSubnetRouteTableIds(List.of("rtb-1", "rtb-2"))))
                .build();
        assertThat(table().endpoints().get("logs"))
                .containsEntry("VpcId", "vpc-1")
                .containsEntry("SubnetIds", List.of("subnet-1", "subnet-2"));
        assertThat(table().endpoints().get("s3")).containsEntry("RouteTableIds", List.of("rtb-1", "rtb-2"));
    }

    @Test
    void requiresTheRouteTablesOfAnImportedVpc() {
        IVpc vpc = imported(VpcAttributes.builder().vpcCidrBlock("10.1.0.0/16"));
        assertThatThrownBy(() -> endpoints(vpc).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "subnet Demo/Imported/IsolatedSubnet1 must have a known route table, to which the gateway endpoint for S3 is "
                                + "added: import the VPC with the ids of its route tables, or call existing(MonitoringEndpoint.S3)");
    }

    @Test
    void requiresTheAddressesOfAnImportedVpcOrClients() {
        IVpc vpc = imported(VpcAttributes.builder());
        assertThatThrownBy(() -> endpoints(vpc).existing(MonitoringEndpoint.S3).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "vpc Demo/Imported must have a known CIDR block, whose addresses are the clients of the endpoints: import it "
                                + "with vpcCidrBlock, or call clients(...)");
    }

    @Test
    void rejectsAWorkspaceOfAnotherRegion() {
        IPrometheusWorkspace hub = PrometheusWorkspace.fromWorkspaceArn(
                stack, "Hub", "arn:aws:aps:us-east-1:999999999999:workspace/ws-0a1b2c3d");
        Vpc vpc = vpc();
        assertThatThrownBy(() -> endpoints(vpc).workspace(hub).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "workspace Demo/Hub must be in the region of the VPC, got us-east-1 instead of eu-west-1: an endpoint for "
                                + "aps-workspaces reaches only its own region, and AWS PrivateLink offers no cross-region endpoint for this service; "
                                + "write to a workspace in eu-west-1, or give the tasks a route to the internet");
    }

    @Test
    void requiresAWorkspaceForItsPolicy() {
        Vpc vpc = vpc();
        assertThatThrownBy(() -> MonitoringEndpoints.Builder.create(stack, "Endpoints")
                        .vpc(vpc)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "workspace must be set, since the policy of the endpoint for aps-workspaces names it: call workspace(...), or "
                                + "existing(MonitoringEndpoint.APS_WORKSPACES) if the VPC has this endpoint");
    }

    @Test
    void rejectsOptionsThatExcludeEachOther() {
        Vpc vpc = vpc();
        assertThatThrownBy(() -> endpoints(vpc)
                        .with(MonitoringEndpoint.XRAY)
                        .existing(MonitoringEndpoint.XRAY)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "with(...) and existing(...) exclude each other, got XRAY in both: remove it from one of them");
        assertThatThrownBy(() -> endpoints(vpc)
                        .allow(MonitoringEndpoint.SNS, new PolicyStatement())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("allow(...) must name an endpoint that is created, got SNS; created are "
                        + "[APS_WORKSPACES, LOGS, ECR_API, ECR_DKR, S3]");
    }

    @Test
    void rejectsAnAccountThatIsNone() {
        assertThatThrownBy(() ->
                        MonitoringEndpoints.Builder.create(stack, "Endpoints").imagesOfAccounts("shared"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("account must be 12 digits, got \"shared\"");
    }

    @Test
    void rejectsAVpcWithoutIsolatedSubnetsOrPrivateDns() {
        Vpc open = Vpc.Builder.create(stack, "Open").maxAzs(2).build();
        assertThatThrownBy(() -> endpoints(open).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "vpc Demo/Open has no isolated subnets for the endpoints: call subnets(...) with the subnets to use");
        Vpc withoutNames = Vpc.Builder.create(stack, "WithoutNames")
                .enableDnsHostnames(false)
                .build();
        assertThatThrownBy(() -> endpoints(withoutNames).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "vpc Demo/WithoutNames must have enableDnsHostnames and enableDnsSupport, which private DNS of endpoints needs");
    }

    @Test
    void servesSubnetsWithEgressToo() {
        Vpc vpc = Vpc.Builder.create(stack, "Open").maxAzs(2).build();
        endpoints(vpc)
                .subnets(SubnetSelection.builder()
                        .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                        .build())
                .build();
        assertThat(table().endpoints().get("s3").get("RouteTableIds").toString())
                .contains("PrivateSubnet1", "PrivateSubnet2")
                .doesNotContain("Public");
    }

    @Test
    void acceptsTheSameEndpointsInTheVpcsOfTwoStacks() {
        endpoints(vpc()).build();
        Stack second = secondStack();
        MonitoringEndpoints.Builder.create(second, "Endpoints")
                .vpc(vpc(second))
                .workspace(workspace)
                .build();
        assertThat(EndpointTable.of(second).endpoints()).hasSize(5);
        assertThat(table().endpoints()).hasSize(5);
    }

    @Test
    void reportsASecondEndpointOfAServiceInAnotherStack() {
        Vpc vpc = vpc();
        endpoints(vpc).build();
        Stack second = secondStack();
        MonitoringEndpoints.Builder.create(second, "Endpoints")
                .vpc(vpc)
                .workspace(workspace)
                .build();
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "vpc Demo/Vpc must have one endpoint for logs, got a second one at Second/Endpoints/logs");
    }

    @Test
    void reportsASecondEndpointOfAService() {
        Vpc vpc = vpc();
        endpoints(vpc).build();
        vpc.addInterfaceEndpoint(
                "Logs",
                InterfaceVpcEndpointOptions.builder()
                        .service(InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS)
                        .build());
        vpc.addInterfaceEndpoint(
                "Lambda",
                InterfaceVpcEndpointOptions.builder()
                        .service(InterfaceVpcEndpointAwsService.LAMBDA)
                        .build());
        assertThatThrownBy(() -> Synth.template(stack))
                .hasMessageContaining(
                        "[Demo/Endpoints] vpc Demo/Vpc must have one endpoint for logs, got a second one at "
                                + "Demo/Vpc/Logs/Resource: call existing(MonitoringEndpoint.LOGS)")
                .hasMessageNotContaining("Lambda");
    }
}
