package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.stream.Stream;

/**
 * The IAM actions of a workspace's users, on the workspace's ARN or on that of its rule groups namespaces.
 *
 * @param target the workspace as messages name it
 * @param workspaceArn may be a token
 * @param rulesArn the ARN of all rule groups namespaces of the workspace; may be a token
 * @param keyUse what writers and readers need in addition to use the workspace's key; empty if its policy is enough
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmanagedserviceforprometheus.html">actions
 *     and resources</a>
 */
record WorkspacePermissions(String target, String workspaceArn, String rulesArn, List<IamPermission> keyUse) {
    static final List<String> WRITE = List.of("aps:RemoteWrite");
    static final List<String> SEND_ALERTS = List.of("aps:CreateAlertManagerAlerts");
    static final List<String> QUERY =
            List.of("aps:QueryMetrics", "aps:GetLabels", "aps:GetSeries", "aps:GetMetricMetadata");

    private static final List<String> READ_ALERTS = List.of(
            "aps:ListRules",
            "aps:ListAlerts",
            "aps:ListAlertManagerAlerts",
            "aps:ListAlertManagerAlertGroups",
            "aps:ListAlertManagerReceivers",
            "aps:ListAlertManagerSilences",
            "aps:GetAlertManagerSilence",
            "aps:GetAlertManagerStatus");
    private static final List<String> EDIT_SILENCES =
            List.of("aps:PutAlertManagerSilences", "aps:DeleteAlertManagerSilence");

    List<IamPermission> remoteWrite() {
        return withKeyUse(WRITE);
    }

    List<IamPermission> query() {
        return withKeyUse(QUERY);
    }

    List<IamPermission> alertRead() {
        return List.of(onWorkspace(READ_ALERTS));
    }

    List<IamPermission> alertManager() {
        return List.of(onWorkspace(
                Stream.concat(READ_ALERTS.stream(), EDIT_SILENCES.stream()).toList()));
    }

    List<IamPermission> ruleEdit() {
        return List.of(
                onWorkspace(List.of("aps:CreateRuleGroupsNamespace", "aps:ListRuleGroupsNamespaces")),
                new IamPermission(
                        "rule groups namespaces of " + target,
                        List.of(
                                "aps:PutRuleGroupsNamespace",
                                "aps:DeleteRuleGroupsNamespace",
                                "aps:DescribeRuleGroupsNamespace"),
                        rulesArn));
    }

    private List<IamPermission> withKeyUse(List<String> actions) {
        return Stream.concat(Stream.of(onWorkspace(actions)), keyUse.stream()).toList();
    }

    private IamPermission onWorkspace(List<String> actions) {
        return new IamPermission(target, actions, workspaceArn);
    }
}
