package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class GrafanaWorkspaceTest {
    private final Stack stack = Synth.stack();

    private GrafanaWorkspace.Builder grafana() {
        return GrafanaWorkspace.Builder.create(stack, "Grafana");
    }

    private Map<String, Object> properties() {
        return Synth.properties(stack, "AWS::Grafana::Workspace");
    }

    @Test
    void hasItsOwnRoleAndAFixedVersion() {
        grafana().build();
        assertThat(properties())
                .hasToString("{AccountAccessType=CURRENT_ACCOUNT, AuthenticationProviders=[AWS_SSO], "
                        + "DataSources=[PROMETHEUS, CLOUDWATCH, XRAY], GrafanaVersion=12.4, PermissionType=CUSTOMER_MANAGED, "
                        + "RoleArn={Fn::GetAtt=[GrafanaRoleCE4ED1CA, Arn]}}");
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
    void roleTrustsWorkspacesOfThisAccountOnly() {
        grafana().build();
        assertThat(Synth.properties(stack, "AWS::IAM::Role").get("AssumeRolePolicyDocument"))
                .hasToString(
                        "{Statement=[{Action=sts:AssumeRole, Condition={"
                                + "StringEquals={aws:SourceAccount={Ref=AWS::AccountId}}, "
                                + "StringLike={aws:SourceArn={Fn::Join=[, [arn:, {Ref=AWS::Partition}, :grafana:, {Ref=AWS::Region}, :, {Ref=AWS::AccountId}, "
                                + ":/workspaces/*]]}}}, Effect=Allow, Principal={Service=grafana.amazonaws.com}}], Version=2012-10-17}");
    }

    @Test
    void roleCanReadAndHasNoManagedPolicy() {
        grafana().build();
        assertThat(Synth.properties(stack, "AWS::IAM::Role")).doesNotContainKey("ManagedPolicyArns");
        assertThat(Synth.map(Synth.properties(stack, "AWS::IAM::Policy").get("PolicyDocument"))
                        .get("Statement"))
                .hasToString(
                        "[{Action=["
                                + "application-signals:ListServiceDependencies, application-signals:ListServiceLevelObjectives, "
                                + "application-signals:ListServiceOperations, application-signals:ListServices, "
                                + "cloudwatch:DescribeAlarmHistory, cloudwatch:DescribeAlarms, cloudwatch:DescribeAlarmsForMetric, cloudwatch:GetMetricData, "
                                + "cloudwatch:ListMetrics, ec2:DescribeRegions, oam:ListAttachedLinks, oam:ListSinks, tag:GetResources, "
                                + "xray:BatchGetTraces, xray:GetGroups, xray:GetInsight, xray:GetInsightSummaries, xray:GetServiceGraph, "
                                + "xray:GetTimeSeriesServiceStatistics, xray:GetTraceGraph, xray:GetTraceSummaries], Effect=Allow, Resource=*}]");
    }

    @Test
    void acceptsSamlWithoutMetadata() {
        grafana().authentication(GrafanaAuthentication.saml()).build();
        assertThat(properties())
                .containsEntry("AuthenticationProviders", List.of("SAML"))
                .doesNotContainKey("SamlConfiguration");
    }

    @Test
    void acceptsSamlWithMetadata() {
        grafana()
                .authentication(GrafanaAuthentication.saml("https://idp.example/metadata.xml"))
                .build();
        assertThat(properties().get("SamlConfiguration"))
                .hasToString("{IdpMetadata={Url=https://idp.example/metadata.xml}}");
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
    @ValueSource(strings = {"", "12", "latest", "v12.4", "12.4.1"})
    void rejectsAnInvalidVersion(String version) {
        assertThatThrownBy(() -> GrafanaVersion.of(version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Grafana version must look like 12.4, got \"" + version + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "idp.example", "http://idp.example/x", "https://", "https://a b"})
    void rejectsMetadataThatIsNotAnHttpsUrl(String url) {
        assertThatThrownBy(() -> GrafanaAuthentication.saml(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SAML metadata URL must be an https URL, got \"" + url + "\"");
    }
}
