package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.task.definition.EnclosingStage;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.constructs.IConstruct;

/**
 * A monitored construct must be able to reference a workspace that is created in this app. The CDK has no references
 * between stages or accounts, and adds custom resources for references between regions.
 *
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/resources.html">references to resources</a>
 */
public final class WorkspaceReferenceCheck {
    private static final String REMEDY = "import the workspace with PrometheusWorkspace.fromWorkspaceArn";
    private static final String ACCOUNTS =
            "the CDK has no references between accounts; create an EcsMonitoring in each account, or " + REMEDY;

    private WorkspaceReferenceCheck() {}

    /** Why the workspace cannot be referenced; empty if it can. The CDK's own error shows only two resource paths. */
    public static Optional<String> obstacle(IConstruct monitored, IPrometheusWorkspace workspace) {
        if (hasLiteralArn(workspace)) {
            return Optional.empty();
        }
        String both = monitored.getNode().getPath() + " and workspace "
                + workspace.getNode().getPath();
        if (isInOtherStage(monitored, workspace)) {
            return Optional.of(both
                    + " must be in the same stage, since the CDK has no references between stages: create an EcsMonitoring in each stage, or "
                    + REMEDY);
        }
        return difference(monitored, workspace, Stack::getAccount)
                .map(accounts -> both + " must be in the same account, got " + accounts + ": " + ACCOUNTS);
    }

    /** Whether the workspace cannot be referenced because it is created in another stage. */
    public static boolean isInOtherStage(IConstruct monitored, IPrometheusWorkspace workspace) {
        return !hasLiteralArn(workspace) && EnclosingStage.of(monitored) != EnclosingStage.of(workspace);
    }

    /** Why the workspace cannot be referenced from another account, the same text for all that is in that account. */
    public static Optional<String> otherAccount(IConstruct monitored, IPrometheusWorkspace workspace) {
        return hasLiteralArn(workspace)
                ? Optional.empty()
                : difference(monitored, workspace, Stack::getAccount)
                        .map(accounts -> "workspace " + workspace.getNode().getPath()
                                + " must be in the same account, got " + accounts + ": " + ACCOUNTS);
    }

    /**
     * What follows from a reference to a workspace in another region, for which the CDK adds custom resources to both
     * stacks; the same text for all that is in that region.
     */
    public static Optional<String> otherRegion(IConstruct monitored, IPrometheusWorkspace workspace) {
        return hasLiteralArn(workspace)
                ? Optional.empty()
                : difference(monitored, workspace, Stack::getRegion)
                        .map(regions -> "workspace " + workspace.getNode().getPath()
                                + " is in another region than what it monitors (" + regions
                                + "): the CDK passes the workspace id through a Lambda function in each stack if both set "
                                + "crossRegionReferences, else synth fails; create an EcsMonitoring in each region, or "
                                + REMEDY);
    }

    private static boolean hasLiteralArn(IPrometheusWorkspace workspace) {
        return !Token.isUnresolved(workspace.getWorkspaceArn());
    }

    /** Both values if they are known and differ. */
    private static Optional<String> difference(
            IConstruct monitored, IConstruct workspace, Function<Stack, String> part) {
        String one = part.apply(Stack.of(monitored));
        String other = part.apply(Stack.of(workspace));
        boolean known = !Token.isUnresolved(one) && !Token.isUnresolved(other);
        return known && !one.equals(other) ? Optional.of(one + ", " + other) : Optional.empty();
    }
}
