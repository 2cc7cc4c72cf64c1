package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.network.MonitoringEndpoint;
import io.github.ecsmonitoring.network.MonitoringEndpoints;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.DefaultInstanceTenancy;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Subnet;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;

class GrafanaVpcConnectionTest {
    private static final String PLACE =
            "workspace Demo/Grafana is connected to vpc Demo/Vpc, which all of its traffic flows through, in "
                    + "Demo/Vpc/AppsSubnet1, Demo/Vpc/AppsSubnet2";

    private final Stack stack = Synth.stack();

    private GrafanaWorkspace connect(GrafanaVpcConnection connection) {
        return GrafanaWorkspace.Builder.create(stack, "Grafana")
                .vpcConnection(connection)
                .build();
    }

    private Vpc.Builder vpc() {
        return Vpc.Builder.create(stack, "Vpc").availabilityZones(List.of("eu-west-1a", "eu-west-1b"));
    }

    private Vpc isolated() {
        return vpc().subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("Apps")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
    }

    private MonitoringEndpoints.Builder endpoints(IVpc vpc) {
        return MonitoringEndpoints.Builder.create(stack, "Endpoints")
                .vpc(vpc)
                .workspace(PrometheusWorkspace.Builder.create(stack, "Amp").build());
    }

    private void assertRejected(GrafanaVpcConnection connection, String message) {
        assertThatThrownBy(() -> connect(connection))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private void assertFailsToSynthesize(String... messages) {
        assertThatThrownBy(() -> Template.fromStack(stack))
                .hasMessageContaining("Validation failed")
                .hasMessageContainingAll(messages);
    }

    @Test
    void usesThePrivateSubnetsAndASecurityGroupOfItsOwn() {
        GrafanaWorkspace grafana = connect(GrafanaVpcConnection.of(vpc().build()));
        assertThat(Synth.properties(stack, "AWS::Grafana::Workspace").get("VpcConfiguration"))
                .hasToString("{SecurityGroupIds=[{Fn::GetAtt=[GrafanaSecurityGroup402F5EB5, GroupId]}], "
                        + "SubnetIds=[{Ref=VpcPrivateSubnet1Subnet536B997A}, {Ref=VpcPrivateSubnet2Subnet3788AAA1}]}");
        GrafanaVpcConnection connection = grafana.getVpcConnection().orElseThrow();
        assertThat(connection.getVpc().getNode().getPath()).isEqualTo("Demo/Vpc");
        assertThat(connection.getSubnets()).hasSize(2);
        assertThat(connection.getSecurityGroups()).hasSize(1);
    }

    @Test
    void retainsTheSecurityGroupWithTheWorkspaceThatUsesIt() {
        connect(GrafanaVpcConnection.of(vpc().build()));
        assertThat(securityGroup())
                .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                .containsEntry("UpdateReplacePolicy", "Retain");
    }

    @Test
    void deletesTheSecurityGroupWithTheWorkspace() {
        GrafanaWorkspace.Builder.create(stack, "Grafana")
                .vpcConnection(GrafanaVpcConnection.of(vpc().build()))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        assertThat(securityGroup()).containsEntry("DeletionPolicy", "Delete");
    }

    private Map<String, Object> securityGroup() {
        return Template.fromStack(stack)
                .findResources("AWS::EC2::SecurityGroup")
                .get("GrafanaSecurityGroup402F5EB5");
    }

    @Test
    void usesListedSubnetsWhoseZonesAreUnknown() {
        IVpc vpc = Vpc.fromVpcAttributes(
                stack,
                "Vpc",
                VpcAttributes.builder()
                        .vpcId("vpc-0a1b2c3d")
                        .availabilityZones(List.of("eu-west-1a"))
                        .build());
        connect(GrafanaVpcConnection.of(vpc)
                .subnets(SubnetSelection.builder()
                        .subnets(List.of(
                                Subnet.fromSubnetId(stack, "One", "subnet-0a1b2c3d"),
                                Subnet.fromSubnetId(stack, "Two", "subnet-4e5f6789")))
                        .build()));
        assertThat(Synth.properties(stack, "AWS::Grafana::Workspace").toString())
                .contains("SubnetIds=[subnet-0a1b2c3d, subnet-4e5f6789]");
    }

    @Test
    void rejectsOneSubnet() {
        Vpc vpc = vpc().availabilityZones(List.of("eu-west-1a")).build();
        assertRejected(
                GrafanaVpcConnection.of(vpc),
                "subnets of a workspace must be 2 to 6, got 1 of vpc Demo/Vpc: call subnets(...) with private subnets in two "
                        + "availability zones");
    }

    @Test
    void rejectsMoreThanSixSubnets() {
        IVpc vpc = Vpc.fromVpcAttributes(
                stack,
                "Vpc",
                VpcAttributes.builder()
                        .vpcId("vpc-0a1b2c3d")
                        .availabilityZones(IntStream.range(0, 7)
                                .mapToObj(i -> "eu-west-1" + (char) ('a' + i))
                                .toList())
                        .privateSubnetIds(IntStream.range(0, 7)
                                .mapToObj(i -> "subnet-0000000" + i)
                                .toList())
                        .build());
        assertRejected(
                GrafanaVpcConnection.of(vpc),
                "subnets of a workspace must be 2 to 6, got 7 of vpc Demo/Vpc: call subnets(...) with private subnets in two "
                        + "availability zones");
    }

    @Test
    void rejectsSubnetsInOneZone() {
        Vpc vpc = vpc().availabilityZones(List.of("eu-west-1a"))
                .subnetConfiguration(List.of(
                        SubnetConfiguration.builder()
                                .name("Apps")
                                .subnetType(SubnetType.PRIVATE_ISOLATED)
                                .build(),
                        SubnetConfiguration.builder()
                                .name("Data")
                                .subnetType(SubnetType.PRIVATE_ISOLATED)
                                .build()))
                .build();
        assertRejected(
                GrafanaVpcConnection.of(vpc)
                        .subnets(SubnetSelection.builder()
                                .subnetType(SubnetType.PRIVATE_ISOLATED)
                                .build()),
                "subnets of a workspace must be in at least 2 availability zones, got [eu-west-1a] of vpc Demo/Vpc: call subnets(...) "
                        + "with private subnets of another zone too");
    }

    @Test
    void rejectsPublicSubnets() {
        assertRejected(
                GrafanaVpcConnection.of(vpc().build())
                        .subnets(SubnetSelection.builder()
                                .subnetType(SubnetType.PUBLIC)
                                .build()),
                "subnets of a workspace must be private, got the public subnet Demo/Vpc/PublicSubnet1: Grafana's network interfaces have "
                        + "no public address and would reach nothing outside of the VPC");
    }

    @Test
    void rejectsDedicatedTenancy() {
        assertRejected(
                GrafanaVpcConnection.of(vpc().defaultInstanceTenancy(DefaultInstanceTenancy.DEDICATED)
                        .build()),
                "vpc Demo/Vpc must have the tenancy default, got dedicated: Amazon Managed Grafana cannot connect to it");
    }

    @Test
    void rejectsNoneAndMoreThanFiveSecurityGroups() {
        GrafanaVpcConnection connection = GrafanaVpcConnection.of(isolated());
        assertThatThrownBy(() -> connection.securityGroups())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("securityGroups of a workspace must be 1 to 5, got 0");
        ISecurityGroup[] six = IntStream.range(0, 6)
                .mapToObj(i -> SecurityGroup.fromSecurityGroupId(stack, "Group" + i, "sg-0000000" + i))
                .toArray(ISecurityGroup[]::new);
        assertThatThrownBy(() -> connection.securityGroups(six))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("securityGroups of a workspace must be 1 to 5, got 6: combine their rules");
    }

    @Test
    void requiresTheEndpointsOfTheDataSourcesInIsolatedSubnets() {
        connect(GrafanaVpcConnection.of(isolated()));
        assertFailsToSynthesize(PLACE
                + ", without a route to the internet and without VPC endpoints for aps (the list of Prometheus workspaces), "
                + "aps-workspaces (queries and alerts of Prometheus), logs (queries of CloudWatch Logs), monitoring (metrics of CloudWatch), "
                + "sts (roles of data sources), xray (traces): create them with MonitoringEndpoints and its forGrafana(), declare those of "
                + "another app with its existing(...), choose subnets with a NAT gateway, or call withoutEgressCheck() if the subnets "
                + "have another route");
    }

    @Test
    void requiresPoliciesOfEndpointsThatAllowGrafana() {
        Vpc vpc = isolated();
        connect(GrafanaVpcConnection.of(vpc));
        endpoints(vpc)
                .with(
                        MonitoringEndpoint.APS,
                        MonitoringEndpoint.MONITORING,
                        MonitoringEndpoint.XRAY,
                        MonitoringEndpoint.STS)
                .build();
        assertFailsToSynthesize(
                PLACE
                        + ", and the policies of the VPC endpoints of Demo/Endpoints do not allow Grafana's requests: call its forGrafana()");
    }

    @Test
    void acceptsIsolatedSubnetsWithEndpointsForGrafana() {
        Vpc vpc = isolated();
        connect(GrafanaVpcConnection.of(vpc));
        endpoints(vpc).forGrafana().build();
        assertThatCode(() -> Template.fromStack(stack)).doesNotThrowAnyException();
    }

    @Test
    void acceptsEndpointsOfAnotherApp() {
        Vpc vpc = isolated();
        connect(GrafanaVpcConnection.of(vpc));
        endpoints(vpc).existing(MonitoringEndpoint.values()).build();
        assertThatCode(() -> Template.fromStack(stack)).doesNotThrowAnyException();
    }

    @Test
    void acceptsIsolatedSubnetsWithARouteOfTheApp() {
        Vpc vpc = isolated();
        connect(GrafanaVpcConnection.of(vpc));
        vpc.getIsolatedSubnets()
                .forEach(subnet -> CfnRoute.Builder.create(
                                stack, "Route" + subnet.getNode().getId())
                        .routeTableId(subnet.getRouteTable().getRouteTableId())
                        .destinationCidrBlock("0.0.0.0/0")
                        .transitGatewayId("tgw-0a1b2c3d")
                        .build());
        assertThatCode(() -> Template.fromStack(stack)).doesNotThrowAnyException();
    }

    @Test
    void acceptsIsolatedSubnetsWithoutTheCheck() {
        connect(GrafanaVpcConnection.of(isolated()).withoutEgressCheck());
        assertThatCode(() -> Template.fromStack(stack)).doesNotThrowAnyException();
    }
}
