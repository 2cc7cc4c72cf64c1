package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.FromRoleArnOptions;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.LazyRole;
import software.amazon.awscdk.services.iam.LazyRoleProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

class PermissionTest {
    private static final String ARN = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d";
    private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/orders";

    private final Stack stack = Synth.stack();
    private final IPrometheusWorkspace workspace = PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", ARN);

    private Role role() {
        return Role.Builder.create(stack, "Role")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
    }

    private Object statements() {
        return Synth.map(Synth.properties(stack, "AWS::IAM::Policy").get("PolicyDocument"))
                .get("Statement");
    }

    @Test
    void grantRemoteWriteAllowsOneActionOnOneArn() {
        workspace.grantRemoteWrite(role());
        assertThat(statements()).hasToString("[{Action=aps:RemoteWrite, Effect=Allow, Resource=" + ARN + "}]");
    }

    @Test
    void grantQueryAllowsFourActionsOnOneArn() {
        workspace.grantQuery(role());
        assertThat(statements())
                .hasToString(
                        "[{Action=[aps:GetLabels, aps:GetMetricMetadata, aps:GetSeries, aps:QueryMetrics], Effect=Allow, Resource="
                                + ARN + "}]");
    }

    @Test
    void addsAPolicyToAnImportedRole() {
        workspace.grantRemoteWrite(Role.fromRoleArn(stack, "Imported", ROLE_ARN));
        assertThat(Synth.properties(stack, "AWS::IAM::Policy").get("Roles")).hasToString("[orders]");
    }

    @Test
    void rejectsAnImmutableRoleWithThePolicyToAttach() {
        IRole role = Role.fromRoleArn(
                stack,
                "Imported",
                ROLE_ARN,
                FromRoleArnOptions.builder().mutable(false).build());
        assertThatThrownBy(() -> workspace.grantRemoteWrite(role))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
            role Demo/Imported cannot be extended (it is imported or immutable) and lacks aps:RemoteWrite on workspace Demo/Amp: \
            attach this policy to it:
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Effect": "Allow",
                "Action": ["aps:RemoteWrite"],
                "Resource": "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d"
              }]
            }""");
    }

    @Test
    void rejectsARoleWithoutPolicyUpdatesWithThePolicyToAttach() {
        IRole role = role().withoutPolicyUpdates();
        PrometheusWorkspace made =
                PrometheusWorkspace.Builder.create(stack, "Made").build();
        assertThatThrownBy(() -> made.grantQuery(role))
                .hasMessageStartingWith("role Demo/ImmutableRoleRole cannot be extended")
                .hasMessageContaining("\"Resource\": \"<ARN of the workspace Demo/Made>\"");
    }

    @Test
    void rejectsAServicePrincipal() {
        assertThatThrownBy(() -> workspace.grantQuery(new ServicePrincipal("lambda.amazonaws.com")))
                .hasMessageStartingWith("the grantee cannot be extended");
    }

    @Test
    void addsAPolicyToALazyRole() {
        LazyRole role = new LazyRole(
                stack,
                "Lazy",
                LazyRoleProps.builder()
                        .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                        .build());
        workspace.grantRemoteWrite(role);
        assertThat(role.getRoleArn()).isNotNull();
        assertThat(statements()).hasToString("[{Action=aps:RemoteWrite, Effect=Allow, Resource=" + ARN + "}]");
    }
}
