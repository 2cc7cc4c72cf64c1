package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.Token;
import software.constructs.IConstruct;

/**
 * Whether what is monitored can refer to a workspace that this app makes. The CDK has no references between stages and
 * accounts, and those between regions are more than they look.
 *
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/resources.html">references to resources</a>
 */
final class WorkspacePlace {
    private static final String OTHER_REGION = "@ecs-monitoring/task:otherRegion";
    private static final String REMEDY = "take the workspace by PrometheusWorkspace.fromWorkspaceArn";

    private WorkspacePlace() {}

    /** Why it cannot; the CDK says so with the paths of two resources only. */
    static Optional<String> refusal(IConstruct monitored, IPrometheusWorkspace workspace) {
        if (isLiteral(workspace)) {
            return Optional.empty();
        }
        String both = monitored.getNode().getPath() + " and workspace "
                + workspace.getNode().getPath();
        if (Stage.of(monitored) != Stage.of(workspace)) {
            return Optional.of(both
                    + " are in different stages, between which the CDK has no references: make an EcsMonitoring in each stage, or "
                    + REMEDY);
        }
        return differ(monitored, workspace, Stack::getAccount)
                .map(accounts -> both + " are in different accounts (" + accounts
                        + "), between which the CDK has no references: make an EcsMonitoring in each account, or "
                        + REMEDY);
    }

    /** Where a reference makes the CDK add custom resources to both stacks. */
    static void warn(IConstruct monitored, IPrometheusWorkspace workspace) {
        if (!isLiteral(workspace)) {
            differ(monitored, workspace, Stack::getRegion)
                    .ifPresent(regions -> Annotations.of(monitored)
                            .addWarningV2(
                                    OTHER_REGION,
                                    monitored.getNode().getPath() + " and workspace "
                                            + workspace.getNode().getPath() + " are in different regions (" + regions
                                            + "): where the stacks have "
                                            + "crossRegionReferences the CDK adds a Lambda function to each, which hands the workspace's id over, else synth fails; make an EcsMonitoring in "
                                            + "each region, or " + REMEDY));
        }
    }

    private static boolean isLiteral(IPrometheusWorkspace workspace) {
        return !Token.isUnresolved(workspace.getWorkspaceArn());
    }

    /** The two of which each is known and no other. */
    private static Optional<String> differ(IConstruct monitored, IConstruct workspace, Function<Stack, String> part) {
        String one = part.apply(Stack.of(monitored));
        String other = part.apply(Stack.of(workspace));
        boolean known = !Token.isUnresolved(one) && !Token.isUnresolved(other);
        return known && !one.equals(other) ? Optional.of(one + ", " + other) : Optional.empty();
    }
}
