package io.github.ecsmonitoring.internal;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.LazyRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.Role;

/**
 * Actions on one resource, and whether a grantee really got them.
 *
 * @param target the resource in the user's words, such as {@code workspace Demo/Prometheus}
 * @param actions for example {@code aps:RemoteWrite}
 * @param resourceArn the resource; may be a token
 */
public record Permission(String target, List<String> actions, String resourceArn) {

    /** @throws IllegalArgumentException if the grantee's policy cannot be changed; the message holds the policy to attach */
    public Grant addTo(IGrantable grantee) {
        return addTo(grantee, List.of());
    }

    /**
     * The same for a grantee that needs more, which something else grants; the policy to attach holds that too.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed
     */
    public Grant addTo(IGrantable grantee, List<Permission> more) {
        Grant grant = Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
            .grantee(grantee)
            .actions(actions)
            .resourceArns(List.of(resourceArn))
            .build());
        if (!grant.getSuccess() || grantee instanceof IRole role && !isExtended(role)) {
            throw new IllegalArgumentException(refusal(grantee, Stream.concat(Stream.of(this), more.stream()).toList()));
        }
        return grant;
    }

    /** Whether a role takes every grant: one that this app makes does, an imported one may not. */
    public static boolean isSureFor(IRole role) {
        return role instanceof Role || role instanceof LazyRole;
    }

    /** An immutable role reports success and does nothing, so look for the policy that a grant leaves behind. */
    private static boolean isExtended(IRole role) {
        return isSureFor(role) || role.getNode().getChildren().stream().anyMatch(Policy.class::isInstance);
    }

    private static String refusal(IGrantable grantee, List<Permission> missing) {
        String who = grantee instanceof IRole role ? "role " + role.getNode().getPath() : "the grantee";
        return who + " cannot be extended (it is imported or immutable), so it does not get "
            + missing.stream().map(permission -> String.join(", ", permission.actions) + " on " + permission.target)
                .collect(Collectors.joining(", nor "))
            + "; attach this policy to it yourself:\n" + policyJson(missing);
    }

    private static String policyJson(List<Permission> permissions) {
        return """
            {
              "Version": "2012-10-17",
              "Statement": [%s]
            }""".formatted(permissions.stream().map(Permission::statementJson).collect(Collectors.joining(", ")));
    }

    private String statementJson() {
        return """
            {
                "Effect": "Allow",
                "Action": [%s],
                "Resource": "%s"
              }""".formatted(
            actions.stream().map(action -> '"' + action + '"').collect(Collectors.joining(", ")),
            Token.isUnresolved(resourceArn) ? "<ARN of the " + target + ">" : resourceArn);
    }
}
