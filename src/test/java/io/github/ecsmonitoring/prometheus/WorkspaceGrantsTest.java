package io.github.ecsmonitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** Each grant allows its actions on this workspace, and nothing else. */
class WorkspaceGrantsTest {
    private static final String ACCOUNT = "arn:aws:aps:eu-west-1:123456789012:";
    private static final String WORKSPACE = ACCOUNT + "workspace/ws-1";
    private static final String OTHER_WORKSPACE = ACCOUNT + "workspace/ws-2";
    private static final String RULES = ACCOUNT + "rulegroupsnamespace/ws-1/x";
    private static final String OTHER_RULES = ACCOUNT + "rulegroupsnamespace/ws-2/x";
    private static final Map<String, String> VALUES = Map.of(
            "PrometheusWorkspace.Arn", WORKSPACE,
            "PrometheusWorkspace.WorkspaceId", "ws-1",
            "AWS::Partition", "aws",
            "AWS::Region", "eu-west-1",
            "AWS::AccountId", "123456789012");

    /** All actions with the resource type workspace or rulegroupsnamespace. */
    private static final List<String> ON_WORKSPACE = List.of(
            "CreateAlertManagerAlerts",
            "CreateAlertManagerDefinition",
            "CreateAnomalyDetector",
            "CreateLoggingConfiguration",
            "CreateQueryLoggingConfiguration",
            "CreateRuleGroupsNamespace",
            "DeleteAlertManagerDefinition",
            "DeleteAlertManagerSilence",
            "DeleteLoggingConfiguration",
            "DeleteQueryLoggingConfiguration",
            "DeleteResourcePolicy",
            "DeleteWorkspace",
            "DescribeAlertManagerDefinition",
            "DescribeLoggingConfiguration",
            "DescribeQueryLoggingConfiguration",
            "DescribeResourcePolicy",
            "DescribeWorkspace",
            "DescribeWorkspaceConfiguration",
            "GetAlertManagerSilence",
            "GetAlertManagerStatus",
            "GetLabels",
            "GetMetricMetadata",
            "GetSeries",
            "ListAlertManagerAlertGroups",
            "ListAlertManagerAlerts",
            "ListAlertManagerReceivers",
            "ListAlertManagerSilences",
            "ListAlerts",
            "ListRuleGroupsNamespaces",
            "ListRules",
            "PutAlertManagerDefinition",
            "PutAlertManagerSilences",
            "PutResourcePolicy",
            "QueryMetrics",
            "RemoteWrite",
            "UpdateLoggingConfiguration",
            "UpdateQueryLoggingConfiguration",
            "UpdateWorkspaceAlias",
            "UpdateWorkspaceConfiguration");

    private static final List<String> ON_RULES =
            List.of("DeleteRuleGroupsNamespace", "DescribeRuleGroupsNamespace", "PutRuleGroupsNamespace");

    enum Access {
        REMOTE_WRITE(IPrometheusWorkspace::grantRemoteWrite, "RemoteWrite"),
        QUERY(IPrometheusWorkspace::grantQuery, "GetLabels GetMetricMetadata GetSeries QueryMetrics"),
        ALERT_READ(
                IPrometheusWorkspace::grantAlertRead,
                "GetAlertManagerSilence GetAlertManagerStatus ListAlertManagerAlertGroups ListAlertManagerAlerts "
                        + "ListAlertManagerReceivers ListAlertManagerSilences ListAlerts ListRules"),
        ALERT_MANAGER(
                IPrometheusWorkspace::grantAlertManager,
                "DeleteAlertManagerSilence GetAlertManagerSilence GetAlertManagerStatus ListAlertManagerAlertGroups "
                        + "ListAlertManagerAlerts ListAlertManagerReceivers ListAlertManagerSilences ListAlerts ListRules "
                        + "PutAlertManagerSilences"),
        RULE_EDIT(
                IPrometheusWorkspace::grantRuleEdit,
                "CreateRuleGroupsNamespace DeleteRuleGroupsNamespace DescribeRuleGroupsNamespace "
                        + "ListRuleGroupsNamespaces PutRuleGroupsNamespace");

        private final BiFunction<IPrometheusWorkspace, IGrantable, Grant> grant;
        private final List<String> actions;

        Access(BiFunction<IPrometheusWorkspace, IGrantable, Grant> grant, String actions) {
            this.grant = grant;
            this.actions = List.of(actions.split(" "));
        }
    }

    private final Stack stack = Synth.stack();

    @ParameterizedTest
    @EnumSource
    void grantOnAnImportedWorkspaceAllowsItsActionsOnThisWorkspaceOnly(Access access) {
        assertAllowsExactly(access, PrometheusWorkspace.fromWorkspaceArn(stack, "Amp", WORKSPACE));
    }

    @ParameterizedTest
    @EnumSource
    void grantOnACreatedWorkspaceAllowsItsActionsOnThisWorkspaceOnly(Access access) {
        assertAllowsExactly(
                access, PrometheusWorkspace.Builder.create(stack, "Amp").build());
    }

    private void assertAllowsExactly(Access access, IPrometheusWorkspace workspace) {
        Role role = Role.Builder.create(stack, "Role")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        access.grant.apply(workspace, role);
        IamPolicy policy = IamPolicy.ofRoles(stack, VALUES);
        TreeSet<String> allowed = new TreeSet<>();
        ON_WORKSPACE.stream()
                .filter(action -> policy.allows("aps:" + action, WORKSPACE))
                .forEach(allowed::add);
        ON_RULES.stream()
                .filter(action -> policy.allows("aps:" + action, RULES))
                .forEach(allowed::add);
        assertThat(allowed).containsExactlyElementsOf(access.actions);
        assertThat(ON_WORKSPACE).noneMatch(action -> policy.allows("aps:" + action, OTHER_WORKSPACE));
        assertThat(ON_RULES).noneMatch(action -> policy.allows("aps:" + action, OTHER_RULES));
        assertThat(ON_RULES).noneMatch(action -> policy.allows("aps:" + action, WORKSPACE));
    }
}
