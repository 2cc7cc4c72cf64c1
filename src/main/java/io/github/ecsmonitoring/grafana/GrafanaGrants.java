package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.AwsReadActions;
import io.github.ecsmonitoring.internal.IamPermission;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * Permissions of a Grafana's role, in addition to those of its Prometheus workspaces.
 *
 * <pre>{@code
 * GrafanaGrants.logQueries(grafana, logGroup);
 * }</pre>
 *
 * <p>Each method throws {@link IllegalArgumentException} if the role's policy cannot be changed; the message contains
 * the policy to attach.
 */
public final class GrafanaGrants {
    private static final Pattern ROLE =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/([!-~]+/)?[A-Za-z0-9+=,.@_-]{1,64}");

    private GrafanaGrants() {}

    /**
     * Grants queries of CloudWatch Logs Insights: {@code logs:StartQuery}, {@code GetLogGroupFields} and
     * {@code GetLogEvents} on the log groups, of which there must be at least one.
     */
    public static Grant logQueries(IGrantable grafana, ILogGroup... logGroups) {
        return grant(grafana, logQueryPermissions(Arrays.asList(logGroups)));
    }

    /** Grants {@code sns:Publish} to topics, of which there must be at least one, for contact points of Grafana. */
    public static Grant publish(IGrantable grafana, ITopic... topics) {
        return grant(grafana, publishPermissions(Arrays.asList(topics)));
    }

    /**
     * Grants {@code sts:AssumeRole} on roles, of which there must be at least one, with which data sources read another
     * account. The roles must trust the grantee's role.
     *
     * @param roleArns for example {@code arn:aws:iam::111122223333:role/grafana-data-source}; may be tokens
     * @throws IllegalArgumentException if one is not the ARN of a role
     */
    public static Grant assumeRoles(IGrantable grafana, String... roleArns) {
        return grant(grafana, assumeRolePermissions(Arrays.asList(roleArns)));
    }

    private static Grant grant(IGrantable grafana, List<IamPermission> permissions) {
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("grants to Grafana must be on at least one resource, got none");
        }
        return IamPermission.addAll(permissions, grafana);
    }

    static List<IamPermission> readPermissions() {
        return List.of(new IamPermission("all resources", AwsReadActions.ALL, "*"));
    }

    static List<IamPermission> logQueryPermissions(List<ILogGroup> logGroups) {
        return logGroups.stream()
                .map(group -> new IamPermission(
                        "log group " + group.getNode().getPath(), AwsReadActions.OF_LOG_GROUPS, group.getLogGroupArn()))
                .toList();
    }

    static List<IamPermission> publishPermissions(List<ITopic> topics) {
        return topics.stream()
                .map(topic -> new IamPermission(
                        "topic " + topic.getNode().getPath(), List.of("sns:Publish"), topic.getTopicArn()))
                .toList();
    }

    static List<IamPermission> assumeRolePermissions(List<String> roleArns) {
        return roleArns.stream()
                .map(arn -> new IamPermission("role " + arn, List.of("sts:AssumeRole"), checkedRole(arn)))
                .toList();
    }

    /** The account, organizational units and root that AMG lists for its menu of data sources of other accounts. */
    static List<IamPermission> organizationPermissions() {
        return List.of(new IamPermission(
                "the organization",
                List.of("organizations:ListAccountsForParent", "organizations:ListOrganizationalUnitsForParent"),
                "*"));
    }

    static String checkedRole(String arn) {
        if (!Token.isUnresolved(Objects.requireNonNull(arn, "roleArn"))
                && !ROLE.matcher(arn).matches()) {
            throw new IllegalArgumentException(
                    "role of a data source must look like arn:aws:iam::ACCOUNT:role/NAME, got \"" + arn + "\"");
        }
        return arn;
    }

    static <T> List<T> added(List<T> before, T[] more) {
        return Stream.concat(before.stream(), Stream.of(more)).distinct().toList();
    }
}
