package io.github.ecsmonitoring.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.LazyRole;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;
import software.constructs.Dependable;
import software.constructs.IConstruct;

/**
 * Actions on one resource, and whether a grantee really got them.
 *
 * @param target the resource in the user's words, such as {@code workspace Demo/Prometheus}
 * @param actions for example {@code aps:RemoteWrite}
 * @param resourceArn the resource; may be a token
 */
public record Permission(String target, List<String> actions, String resourceArn) {

    private static final String IMPORTED = "it is imported or immutable";
    private static final String MADE_BY_OTHERS = "Role.customizeRoles has it made outside of the app";
    /** Set by {@code Role.customizeRoles}: roles beneath are made by others, and grants end in a report. */
    private static final String CUSTOMIZED = "@aws-cdk/iam:customizeRoles";

    /**
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message holds the policy to
     *     attach
     */
    public Grant addTo(IGrantable grantee) {
        if (grantee instanceof IRole role) {
            refusal(role, List.of(this)).ifPresent(reason -> {
                throw new IllegalArgumentException(reason);
            });
        }
        Grant grant = Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(actions)
                .resourceArns(List.of(resourceArn))
                .build());
        if (!grant.getSuccess()) {
            throw new IllegalArgumentException(refusal("the grantee", IMPORTED, List.of(this)));
        }
        return grant;
    }

    /** Why a role does not take these permissions, with the policy to attach; asks without changing the role. */
    public static Optional<String> refusal(IRole role, List<Permission> needed) {
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        String who = "role " + role.getNode().getPath();
        if (isCustomized(role)) {
            return Optional.of(refusal(who, MADE_BY_OTHERS, needed));
        }
        return isImmutable(role) ? Optional.of(refusal(who, IMPORTED, needed)) : Optional.empty();
    }

    /** The same for a role that is about to be made. */
    public static Optional<String> refusalOfNewRole(Construct scope, String id, List<Permission> needed) {
        return !needed.isEmpty() && isCustomized(scope)
                ? Optional.of(refusal("role " + scope.getNode().getPath() + "/" + id, MADE_BY_OTHERS, needed))
                : Optional.empty();
    }

    private static boolean isCustomized(IConstruct place) {
        return place.getNode().tryGetContext(CUSTOMIZED) != null;
    }

    /**
     * An immutable role reports success and does nothing; but it stands for another one, on which its dependants wait.
     */
    private static boolean isImmutable(IRole role) {
        String path = role.getNode().getPath();
        return !(role instanceof Role || role instanceof LazyRole)
                && Dependable.of(role).getDependencyRoots().stream()
                        .noneMatch(root -> root.getNode().getPath().equals(path));
    }

    private static String refusal(String who, String why, List<Permission> missing) {
        return who + " cannot be extended (" + why + "), so it does not get "
                + missing.stream()
                        .map(permission -> String.join(", ", permission.actions) + " on " + permission.target)
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
