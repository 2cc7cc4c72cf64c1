package io.github.ecsmonitoring.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;

class ImportedGrafanaWorkspaceTest {
    private final Stack stack = Synth.stack();
    private final IPrometheusWorkspace prometheus = PrometheusWorkspace.fromWorkspaceArn(
            stack, "Amp", "arn:aws:aps:eu-west-1:111122223333:workspace/ws-0a1b2c3d");

    private IGrafanaWorkspace imported(GrafanaWorkspaceAttributes attributes) {
        return GrafanaWorkspace.fromWorkspaceAttributes(stack, "Grafana", attributes);
    }

    @Test
    void isInTheEnvironmentOfTheStackByDefault() {
        IGrafanaWorkspace grafana = GrafanaWorkspace.fromWorkspaceId(stack, "Grafana", "g-0a1b2c3d4e");
        assertThat(grafana.getWorkspaceId()).isEqualTo("g-0a1b2c3d4e");
        assertThat(stack.resolve(grafana.getWorkspaceArn()))
                .hasToString(
                        "{Fn::Join=[, [arn:, {Ref=AWS::Partition}, :grafana:, {Ref=AWS::Region}, :, {Ref=AWS::AccountId}, "
                                + ":/workspaces/g-0a1b2c3d4e]]}");
        assertThat(stack.resolve(grafana.getUrl()))
                .hasToString(
                        "{Fn::Join=[, [https://g-0a1b2c3d4e.grafana-workspace., {Ref=AWS::Region}, ., {Ref=AWS::URLSuffix}]]}");
        assertThat(grafana.getVersion()).isEmpty();
        assertThat(grafana.isPluginAdminEnabled()).isTrue();
        assertThat(grafana.usesIdentityCenter()).isTrue();
        assertThat(grafana.getNetworkAccess()).isEmpty();
        assertThat(grafana.getVpcConnection()).isEmpty();
    }

    @Test
    void isWhatItsAttributesSay() {
        GrafanaNetworkAccess access = GrafanaNetworkAccess.ofPrefixLists("pl-0a1b2c3d");
        IGrafanaWorkspace grafana = imported(GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e")
                .region("us-east-1")
                .account("444455556666")
                .version(GrafanaVersion.V10_4)
                .withoutPluginAdmin()
                .withoutIdentityCenter()
                .networkAccess(access));
        assertThat(grafana.getWorkspaceRegion()).isEqualTo("us-east-1");
        assertThat(stack.resolve(grafana.getWorkspaceArn()))
                .hasToString(
                        "{Fn::Join=[, [arn:, {Ref=AWS::Partition}, :grafana:us-east-1:444455556666:/workspaces/g-0a1b2c3d4e]]}");
        assertThat(stack.resolve(grafana.getUrl()))
                .hasToString(
                        "{Fn::Join=[, [https://g-0a1b2c3d4e.grafana-workspace.us-east-1., {Ref=AWS::URLSuffix}]]}");
        assertThat(grafana.getVersion()).contains(GrafanaVersion.V10_4);
        assertThat(grafana.isPluginAdminEnabled()).isFalse();
        assertThat(grafana.usesIdentityCenter()).isFalse();
        assertThat(grafana.getNetworkAccess()).containsSame(access);
    }

    @Test
    void isGrantedThroughItsRole() {
        prometheus.grantQuery(imported(GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e")
                .role(Role.fromRoleArn(stack, "Role", "arn:aws:iam::111122223333:role/grafana"))));
        assertThat(Synth.properties(stack, "AWS::IAM::Policy").toString())
                .contains("aps:QueryMetrics", "Roles=[grafana]");
    }

    @Test
    void rejectsGrantsWithoutARoleWithThePolicyToAttach() {
        IGrafanaWorkspace grafana = GrafanaWorkspace.fromWorkspaceId(stack, "Grafana", "g-0a1b2c3d4e");
        assertThatThrownBy(() -> prometheus.grantQuery(grafana))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the role of Demo/Grafana cannot be extended (its role is not known: import it with its role) and lacks "
                                + "aps:QueryMetrics, aps:GetLabels, aps:GetSeries, aps:GetMetricMetadata on workspace Demo/Amp: attach this policy to it:\n"
                                + """
                        {
                          "Version": "2012-10-17",
                          "Statement": [{
                            "Effect": "Allow",
                            "Action": ["aps:QueryMetrics", "aps:GetLabels", "aps:GetSeries", "aps:GetMetricMetadata"],
                            "Resource": "arn:aws:aps:eu-west-1:111122223333:workspace/ws-0a1b2c3d"
                          }]
                        }""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "g-0a1b2c3d4",
                "g-0A1B2C3D4E",
                "arn:aws:grafana:eu-west-1:111122223333:/workspaces/g-0a1b2c3d4e"
            })
    void rejectsAnInvalidId(String workspaceId) {
        assertThatThrownBy(() -> GrafanaWorkspace.fromWorkspaceId(stack, "Grafana", workspaceId))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("workspaceId must look like g-0a1b2c3d4e, got \"" + workspaceId + "\"");
    }

    @Test
    void rejectsAnInvalidRegionAndAccount() {
        GrafanaWorkspaceAttributes attributes = GrafanaWorkspaceAttributes.of("g-0a1b2c3d4e");
        assertThatThrownBy(() -> attributes.region("Ireland"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("region must look like eu-west-1, got \"Ireland\"");
        assertThatThrownBy(() -> attributes.account("1234"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("account must look like 111122223333, got \"1234\"");
    }
}
