package io.github.ecsmonitoring.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.LazyRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.UnknownPrincipal;
import software.constructs.Construct;
import software.constructs.Dependable;
import software.constructs.IConstruct;

/**
 * IAM actions on one resource.
 *
 * @param target the resource as messages name it, such as {@code workspace Demo/Prometheus}
 * @param actions for example {@code aps:RemoteWrite}
 * @param resourceArn the resource's ARN; may be a token
 * @param equal values that condition keys must equal, such as {@code kms:ViaService}; may be tokens
 */
public record IamPermission(String target, List<String> actions, String resourceArn, Map<String, String> equal) {

    private static final String ATTACH = "attach this policy to it";
    /** Without the option every later synth would fail too. */
    private static final String ATTACH_FOR_SIDECARS = ATTACH + " and set grantPermissions(false)";

    private static final String EQUALS = "StringEquals";
    private static final String IMPORTED = "it is imported or immutable";
    private static final String CREATED_OUTSIDE = "Role.customizeRoles creates it outside of the app";
    /** Set by {@code Role.customizeRoles}: roles beneath are created elsewhere, and grants only go into a report. */
    private static final String CUSTOMIZED = "@aws-cdk/iam:customizeRoles";

    /** A permission without conditions. */
    public IamPermission(String target, List<String> actions, String resourceArn) {
        this(target, actions, resourceArn, Map.of());
    }

    /**
     * Grants the actions.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    public Grant addTo(IGrantable grantee) {
        return addAll(List.of(this), grantee);
    }

    /**
     * Grants all permissions, or none.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    public static Grant addAll(List<IamPermission> permissions, IGrantable grantee) {
        if (grantee instanceof IRole role) {
            obstacle(role, permissions, ATTACH).ifPresent(reason -> {
                throw new IllegalArgumentException(reason);
            });
        }
        if (grantee.getGrantPrincipal() instanceof UnknownPrincipal) {
            throw new IllegalArgumentException(
                    message(name(grantee), "its role is not known: import it with its role", permissions, ATTACH));
        }
        Grant all = permissions.stream()
                .map(permission -> permission.grant(grantee))
                .reduce(Grant::combine)
                .orElseThrow();
        if (!all.getSuccess()) {
            throw new IllegalArgumentException(message(name(grantee), IMPORTED, permissions, ATTACH));
        }
        return all;
    }

    /** Whether the actions know no resource. */
    public boolean isOnAnyResource() {
        return resourceArn.equals("*");
    }

    private static String name(IGrantable grantee) {
        return grantee instanceof IConstruct construct
                ? "the role of " + construct.getNode().getPath()
                : "the grantee";
    }

    private Grant grant(IGrantable grantee) {
        Grant grant = Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(actions)
                .resourceArns(List.of(resourceArn))
                .conditions(equal.isEmpty() ? null : Map.of(EQUALS, new TreeMap<>(equal)))
                .build());
        if (isOnAnyResource()) {
            NagSuppression.ANY_RESOURCE.onPolicyOf(grantee);
        }
        return grant;
    }

    /** Why a role cannot be extended with what sidecars need, with the policy to attach; empty if it can. */
    public static Optional<String> obstacle(IRole role, List<IamPermission> needed) {
        return obstacle(role, needed, ATTACH_FOR_SIDECARS);
    }

    private static Optional<String> obstacle(IRole role, List<IamPermission> needed, String remedy) {
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        String who = "role " + role.getNode().getPath();
        if (isCustomized(role)) {
            return Optional.of(message(who, CREATED_OUTSIDE, needed, remedy));
        }
        return isImmutable(role) ? Optional.of(message(who, IMPORTED, needed, remedy)) : Optional.empty();
    }

    /** The same for a role that has not been created yet. */
    public static Optional<String> obstacleForNewRole(Construct scope, String id, List<IamPermission> needed) {
        return !needed.isEmpty() && isCustomized(scope)
                ? Optional.of(message(
                        "role " + scope.getNode().getPath() + "/" + id, CREATED_OUTSIDE, needed, ATTACH_FOR_SIDECARS))
                : Optional.empty();
    }

    private static boolean isCustomized(IConstruct place) {
        return place.getNode().tryGetContext(CUSTOMIZED) != null;
    }

    /** An immutable role ignores grants and reports success, but its dependency root is the role that it wraps. */
    private static boolean isImmutable(IRole role) {
        String path = role.getNode().getPath();
        return !(role instanceof Role || role instanceof LazyRole)
                && Dependable.of(role).getDependencyRoots().stream()
                        .noneMatch(root -> root.getNode().getPath().equals(path));
    }

    private static String message(String who, String why, List<IamPermission> missing, String remedy) {
        return who + " cannot be extended (" + why + ") and lacks "
                + missing.stream()
                        .map(permission -> String.join(", ", permission.actions) + " on " + permission.target)
                        .collect(Collectors.joining(", and "))
                + ": " + remedy + ":\n" + policyJson(missing);
    }

    private static String policyJson(List<IamPermission> permissions) {
        return """
            {
              "Version": "2012-10-17",
              "Statement": [%s]
            }""".formatted(
                        permissions.stream().map(IamPermission::statementJson).collect(Collectors.joining(", ")));
    }

    private String statementJson() {
        return """
            {
                "Effect": "Allow",
                "Action": [%s],
                "Resource": "%s"%s
              }""".formatted(
                        actions.stream().map(action -> '"' + action + '"').collect(Collectors.joining(", ")),
                        Token.isUnresolved(resourceArn) ? "<ARN of the " + target + ">" : resourceArn,
                        equal.isEmpty() ? "" : conditionJson());
    }

    private String conditionJson() {
        return new TreeMap<>(equal)
                .entrySet().stream()
                        .map(each -> '"' + each.getKey() + "\": \""
                                + (Token.isUnresolved(each.getValue()) ? "<" + each.getKey() + ">" : each.getValue())
                                + '"')
                        .collect(Collectors.joining(", ", ",\n    \"Condition\": {\"" + EQUALS + "\": {", "}}"));
    }
}
