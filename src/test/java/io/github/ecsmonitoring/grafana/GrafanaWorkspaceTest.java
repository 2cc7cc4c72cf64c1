package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.sns.Topic;

class GrafanaWorkspaceTest {
    private final Stack stack = Synth.stack();

    private GrafanaWorkspace.Builder grafana() {
        return GrafanaWorkspace.Builder.create(stack, "Grafana");
    }

    private Map<String, Object> properties() {
        return Synth.properties(stack, "AWS::Grafana::Workspace");
    }

    @Test
    void hasItsOwnRoleAndAFixedVersionByDefault() {
        GrafanaWorkspace grafana = grafana().build();
        assertThat(properties())
                .hasToString("{AccountAccessType=CURRENT_ACCOUNT, AuthenticationProviders=[AWS_SSO], "
                        + "DataSources=[PROMETHEUS, CLOUDWATCH, XRAY], GrafanaVersion=12.4, PermissionType=CUSTOMER_MANAGED, "
                        + "PluginAdminEnabled=true, RoleArn={Fn::GetAtt=[GrafanaRoleCE4ED1CA, Arn]}}");
        assertThat(grafana.getVersion()).contains(GrafanaVersion.V12_4);
        assertThat(grafana.isPluginAdminEnabled()).isTrue();
        assertThat(grafana.usesIdentityCenter()).isTrue();
        assertThat(grafana.getNetworkAccess()).isEmpty();
        assertThat(grafana.getVpcConnection()).isEmpty();
        assertThat(stack.resolve(grafana.getWorkspaceArn()))
                .hasToString("{Fn::Join=[, [arn:, {Ref=AWS::Partition}, :grafana:, {Ref=AWS::Region}, :, "
                        + "{Ref=AWS::AccountId}, :/workspaces/, {Fn::GetAtt=[GrafanaWorkspace, Id]}]]}");
        assertThat(stack.resolve(grafana.getUrl()))
                .hasToString("{Fn::Join=[, [https://, {Fn::GetAtt=[GrafanaWorkspace, Endpoint]}]]}");
    }

    @Test
    void setsEveryProperty() throws Exception {
        grafana()
                .name("shop-production")
                .description("Dashboards of the shop")
                .accountAccess(GrafanaAccountAccess.organization("ou-ab12-cd34ef56", "r-ab12")
                        .stackSetName("grafana-members")
                        .organizationRoleName("grafana-member"))
                .authentication(
                        GrafanaAuthentication.awsSsoAndSaml(GrafanaSaml.metadataUrl("https://idp.example/metadata.xml")
                                .nameAttribute("displayName")
                                .loginAttribute("uid")
                                .emailAttribute("mail")
                                .groupsAttribute("memberOf")
                                .organizationAttribute("company")
                                .roleAttribute("role")
                                .adminRoles("platform", "sre")
                                .editorRoles("developer")
                                .allowedOrganizations("Shop", "Warehouse")
                                .loginValidity(Duration.hours(8))))
                .version(GrafanaVersion.V10_4)
                .networkAccess(
                        GrafanaNetworkAccess.ofPrefixLists("pl-0a1b2c3d").andVpcEndpoints("vpce-0a1b2c3d4e5f67890"))
                .vpcConnection(GrafanaVpcConnection.of(Vpc.fromVpcAttributes(
                                stack,
                                "Vpc",
                                VpcAttributes.builder()
                                        .vpcId("vpc-0a1b2c3d")
                                        .availabilityZones(List.of("eu-west-1a", "eu-west-1b"))
                                        .privateSubnetIds(List.of("subnet-0a1b2c3d", "subnet-4e5f6789"))
                                        .build()))
                        .securityGroups(SecurityGroup.fromSecurityGroupId(stack, "Group", "sg-0a1b2c3d")))
                .withoutPluginAdmin()
                .logGroups(new LogGroup(stack, "Logs"))
                .snsTopics(Topic.fromTopicArn(stack, "Topic", "arn:aws:sns:eu-west-1:111122223333:oncall"))
                .dataSourceRoles("arn:aws:iam::444455556666:role/grafana-data-source")
                .tag("team", "platform")
                .removalPolicy(RemovalPolicy.DESTROY)
                .logicalId("ShopGrafana")
                .build();
        Snapshot.assertTemplate("grafana-workspace", stack);
    }

    @Test
    void isRetainedWithItsRoleAndPolicy() {
        grafana().build();
        assertThat(Template.fromStack(stack).findResources("AWS::Grafana::Workspace"))
                .containsOnlyKeys("GrafanaWorkspace");
        for (String type : List.of("AWS::Grafana::Workspace", "AWS::IAM::Role", "AWS::IAM::Policy")) {
            assertThat(Synth.resource(stack, type))
                    .as(type)
                    .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                    .containsEntry("UpdateReplacePolicy", "Retain");
        }
    }

    @Test
    void appliesRemovalPolicy() {
        grafana().removalPolicy(RemovalPolicy.DESTROY).build();
        assertThat(Synth.resource(stack, "AWS::Grafana::Workspace")).containsEntry("DeletionPolicy", "Delete");
        assertThat(Synth.resource(stack, "AWS::IAM::Role")).containsEntry("DeletionPolicy", "Delete");
    }

    @Test
    void acceptsAnotherVersion() {
        grafana().version(GrafanaVersion.of("13.0")).build();
        assertThat(properties()).containsEntry("GrafanaVersion", "13.0");
    }

    @Test
    void rejectsASecondWorkspaceWithTheSameLogicalId() {
        grafana().build();
        GrafanaWorkspace.Builder second = GrafanaWorkspace.Builder.create(stack, "Second");
        assertThatThrownBy(second::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "logicalId must be unique within a stack, got GrafanaWorkspace, which Demo/Grafana/Resource has already: set another one with "
                                + "logicalId(...), or pass the same workspace to both EcsMonitoring constructs with grafana(...)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop production", "shop/production", "größe"})
    void rejectsAnInvalidName(String name) {
        assertThatThrownBy(() -> grafana().name(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "name must have 1 to 255 letters, digits, \"-\", \".\", \"_\" or \"~\", got \"" + name + "\"");
    }

    @Test
    void acceptsTheLongestNameOnly() {
        grafana().name("a-._~Z".repeat(42) + "123");
        assertThatThrownBy(() -> grafana().name("a".repeat(256))).hasMessageStartingWith("name must have 1 to 255");
    }

    @Test
    void rejectsALongDescription() {
        grafana().description("x".repeat(2048));
        assertThatThrownBy(() -> grafana().description("x".repeat(2049)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("description must have at most 2048 characters, got 2049");
    }

    @Test
    void rejectsAVpcConnectionInARegionWithoutThem() {
        Stack seoul = new Stack(
                Synth.app(),
                "Seoul",
                StackProps.builder()
                        .env(Environment.builder()
                                .account("111122223333")
                                .region("ap-northeast-2")
                                .build())
                        .build());
        GrafanaWorkspace.Builder grafana = GrafanaWorkspace.Builder.create(seoul, "Grafana")
                .vpcConnection(
                        GrafanaVpcConnection.of(Vpc.Builder.create(seoul, "Vpc").build()));
        assertThatThrownBy(grafana::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "vpcConnection(...) must be in another region than ap-northeast-2, where Amazon Managed Grafana offers no "
                                + "connections to VPCs: omit it");
    }
}
