package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.grafana.content.DataSource;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * The permissions that data sources need beside those that every {@link IGrafana} has.
 *
 * <p>For other packages of this library; may change in any release.
 */
public final class DataSourcePermissions {
    /** On each log group. */
    private static final List<String> LOG_GROUP =
            List.of("logs:GetLogEvents", "logs:GetLogGroupFields", "logs:StartQuery");
    /** On the resource {@code *}: queries have no ARNs, and the list of log groups is one of all. */
    private static final List<String> LOGS =
            List.of("logs:DescribeLogGroups", "logs:GetQueryResults", "logs:StopQuery");

    private DataSourcePermissions() {}

    /**
     * Grants queries of the content's Prometheus workspaces with their alert managers and silences, the assumption of
     * the roles of its data sources, and queries of their log groups.
     *
     * @throws IllegalArgumentException if the grantee's policy cannot be changed; the message contains the policy to
     *     attach
     */
    public static void grant(GrafanaContent content, IGrantable grafana) {
        Set<IPrometheusWorkspace> workspaces = new LinkedHashSet<>();
        Set<String> roles = new LinkedHashSet<>();
        Set<ILogGroup> logGroups = new LinkedHashSet<>();
        for (DataSource source : content.getDataSources()) {
            source.getRoleArn()
                    .ifPresentOrElse(roles::add, () -> source.getWorkspace().ifPresent(workspaces::add));
            logGroups.addAll(source.getLogGroups());
        }
        workspaces.forEach(workspace -> {
            workspace.grantQuery(grafana);
            workspace.grantAlertManager(grafana);
        });
        roles.forEach(role -> new IamPermission("role " + role, List.of("sts:AssumeRole"), role).addTo(grafana));
        logGroups.forEach(
                logs -> new IamPermission("log group " + logs.getNode().getPath(), LOG_GROUP, logs.getLogGroupArn())
                        .addTo(grafana));
        if (!logGroups.isEmpty()) {
            new IamPermission("all resources", LOGS, "*").addTo(grafana);
        }
    }
}
