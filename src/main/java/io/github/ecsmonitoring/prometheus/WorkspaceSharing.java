package io.github.ecsmonitoring.prometheus;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The accounts that may use a workspace, which are allowed to by its resource policy.
 *
 * @param writers accounts whose roles may write samples
 * @param readers accounts whose roles may query
 * @param alertSenders accounts whose roles may send alerts, which needs no key
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-aps-resourcepolicy.html">AWS::APS::ResourcePolicy</a>
 */
record WorkspaceSharing(
        List<TrustedAccounts> writers, List<TrustedAccounts> readers, List<TrustedAccounts> alertSenders) {
    static final WorkspaceSharing NONE = new WorkspaceSharing(List.of(), List.of(), List.of());

    WorkspaceSharing withWriters(TrustedAccounts... more) {
        return new WorkspaceSharing(concat(writers, more), readers, alertSenders);
    }

    WorkspaceSharing withReaders(TrustedAccounts... more) {
        return new WorkspaceSharing(writers, concat(readers, more), alertSenders);
    }

    WorkspaceSharing withAlertSenders(TrustedAccounts... more) {
        return new WorkspaceSharing(writers, readers, concat(alertSenders, more));
    }

    private static List<TrustedAccounts> concat(List<TrustedAccounts> some, TrustedAccounts... more) {
        List<TrustedAccounts> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** Writers and readers. */
    List<TrustedAccounts> all() {
        return concat(writers, readers.toArray(TrustedAccounts[]::new));
    }

    /** Adds the resource policy if there is anyone to share with. */
    void addPolicy(Construct scope, String workspaceArn) {
        if (all().isEmpty() && alertSenders.isEmpty()) {
            return;
        }
        PolicyDocument document = new PolicyDocument();
        writers.forEach(
                trusted -> document.addStatements(statement(trusted, WorkspacePermissions.WRITE, workspaceArn)));
        readers.forEach(
                trusted -> document.addStatements(statement(trusted, WorkspacePermissions.QUERY, workspaceArn)));
        alertSenders.forEach(
                trusted -> document.addStatements(statement(trusted, WorkspacePermissions.SEND_ALERTS, workspaceArn)));
        // The oldest supported CDK has no L1 class for it.
        CfnResource policy = CfnResource.Builder.create(scope, "ResourcePolicy")
                .type("AWS::APS::ResourcePolicy")
                .build();
        policy.addPropertyOverride("WorkspaceArn", workspaceArn);
        policy.addPropertyOverride("PolicyDocument", Stack.of(scope).toJsonString(document));
    }

    private static PolicyStatement statement(TrustedAccounts trusted, List<String> actions, String workspaceArn) {
        return PolicyStatement.Builder.create()
                .principals(trusted.principals())
                .actions(actions)
                .resources(List.of(workspaceArn))
                .build();
    }
}
