package io.github.ecsmonitoring.prometheus;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.LazyRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;

/** Actions on one workspace, and whether a grantee really got them. */
record Permission(IPrometheusWorkspace workspace, List<String> actions) {

    Grant addTo(IGrantable grantee) {
        Grant grant = Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
            .grantee(grantee)
            .actions(actions)
            .resourceArns(List.of(workspace.getWorkspaceArn()))
            .build());
        if (!grant.getSuccess() || grantee instanceof IRole role && !isExtended(role)) {
            throw new IllegalArgumentException(refusal(grantee));
        }
        return grant;
    }

    /** An immutable role reports success and does nothing, so look for the policy that a grant leaves behind. */
    private static boolean isExtended(IRole role) {
        return role instanceof Role || role instanceof LazyRole
            || role.getNode().getChildren().stream().anyMatch(Policy.class::isInstance);
    }

    private String refusal(IGrantable grantee) {
        String who = grantee instanceof IRole role ? "role " + role.getNode().getPath() : "the grantee";
        return who + " cannot be extended (it is imported or immutable), so it does not get " + String.join(", ", actions)
            + " on workspace " + workspace.getNode().getPath() + "; attach this policy to it yourself:\n" + policyJson();
    }

    private String policyJson() {
        String arn = workspace.getWorkspaceArn();
        return """
            {
              "Version": "2012-10-17",
              "Statement": [{
                "Effect": "Allow",
                "Action": [%s],
                "Resource": "%s"
              }]
            }""".formatted(
            actions.stream().map(action -> '"' + action + '"').collect(Collectors.joining(", ")),
            Token.isUnresolved(arn) ? "<ARN of the workspace>" : arn);
    }
}
