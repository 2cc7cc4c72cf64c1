package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.internal.CdkVersion;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.ecs.ICluster;
import software.constructs.Construct;

/**
 * Turns events of a cluster into alerts of a workspace's alert manager: tasks that fail to start, run out of memory or
 * exit, failed health checks, deployments and placements. What scale-in and deployments stop is quiet. A service that
 * is deleted or scaled to zero is an alert that notifies nobody, and mutes the one on its missing metrics.
 *
 * <pre>{@code
 * EcsEventAlerts.Builder.create(this, "Events").cluster(cluster).workspace(workspace).build();
 * }</pre>
 *
 * <p>Three rules of EventBridge and one Lambda function, which the clusters of a stack share. It needs
 * {@code ecs:DescribeServices} on the cluster's services and {@code aps:CreateAlertManagerAlerts}, which the resource
 * policy of a workspace in another account must allow too: {@link PrometheusWorkspace.Builder#alertSenders} does.
 */
public final class EcsEventAlerts extends Construct {
    private final EventFunction function;

    private EcsEventAlerts(Builder builder) {
        super(builder.scope, builder.id);
        ICluster cluster = builder.cluster;
        function = EventFunction.of(Stack.of(this), builder.workspace, builder.labels);
        function.describeServicesOf(cluster);
        new EventRule(
                this,
                "Tasks",
                "Stopped tasks of a cluster",
                "ECS Task State Change",
                EventPatterns.stoppedTasks(cluster),
                function);
        new EventRule(
                this,
                "Services",
                "Warnings and errors of the services of a cluster",
                "ECS Service Action",
                EventPatterns.failedActions(cluster),
                function);
        new EventRule(
                this,
                "Deployments",
                "Failed deployments of a cluster",
                "ECS Deployment State Change",
                EventPatterns.failedDeployments(cluster),
                function);
    }

    /** Alarms of the delivery itself: events that were lost, and errors of the function. */
    public List<Alarm> getAlarms() {
        return function.alarms();
    }

    /** Collects the options of an {@link EcsEventAlerts}. */
    public static final class Builder {
        private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

        private final Construct scope;
        private final String id;
        private ICluster cluster;
        private IPrometheusWorkspace workspace;
        private Map<String, String> labels = Map.of();

        private Builder(Construct scope, String id) {
            CdkVersion.requireSupported();
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required cluster and workspace, in a stack of the cluster's account and region. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The cluster; may be imported. Required. */
        public Builder cluster(ICluster cluster) {
            this.cluster = Objects.requireNonNull(cluster, "cluster");
            return this;
        }

        /**
         * The workspace whose alert manager gets the alerts; one of another account must be imported, without a writer
         * role. Required.
         */
        public Builder workspace(IPrometheusWorkspace workspace) {
            this.workspace = Objects.requireNonNull(workspace, "workspace");
            return this;
        }

        /**
         * Labels of all alerts, for routes. Those of the event have precedence. Default: none.
         *
         * @throws IllegalArgumentException if a name is not that of a label
         */
        public Builder labels(Map<String, String> labels) {
            for (String name : labels.keySet()) {
                if (!LABEL.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "names of labels must match " + LABEL + ", got \"" + name + "\"");
                }
            }
            this.labels = Map.copyOf(labels);
            return this;
        }

        /**
         * Creates the rules, and the function if the stack has none yet.
         *
         * @throws IllegalArgumentException if the cluster is in another region or account than the scope, or the
         *     function cannot send alerts to the workspace
         */
        public EcsEventAlerts build() {
            Objects.requireNonNull(cluster, "cluster");
            Objects.requireNonNull(workspace, "workspace");
            Stack stack = Stack.of(scope);
            // Not getEnv(), whose type differs in older releases of aws-cdk-lib.
            ArnComponents arn = Arn.split(cluster.getClusterArn(), ArnFormat.SLASH_RESOURCE_NAME);
            requireSame("region", arn.getRegion(), stack.getRegion());
            requireSame("account", arn.getAccount(), stack.getAccount());
            requireReachableWorkspace(stack.getAccount());
            return new EcsEventAlerts(this);
        }

        private void requireReachableWorkspace(String account) {
            boolean imported = !Token.isUnresolved(workspace.getWorkspaceArn());
            String ofWorkspace = imported
                    ? Arn.split(workspace.getWorkspaceArn(), ArnFormat.SLASH_RESOURCE_NAME)
                            .getAccount()
                    : Stack.of(workspace).getAccount();
            if (ofWorkspace.equals(account)) {
                return;
            }
            String path = workspace.getNode().getPath();
            workspace.getWriterRoleArn().ifPresent(role -> {
                throw new IllegalArgumentException(
                        "events cannot be sent to workspace " + path + " through its writer role "
                                + role
                                + ", which is for collectors: let the policy of the workspace allow aps:CreateAlertManagerAlerts, "
                                + "which alertSenders(...) does, and import it without writerRoleArn");
            });
            if (!imported && !Token.isUnresolved(ofWorkspace) && !Token.isUnresolved(account)) {
                throw new IllegalArgumentException(
                        "workspace " + path + " of EcsEventAlerts must be in account "
                                + account + " or imported, got account " + ofWorkspace
                                + ": the CDK has no references between accounts; import it with PrometheusWorkspace.fromWorkspaceArn");
            }
        }

        private void requireSame(String part, String ofCluster, String ofStack) {
            if (!Token.isUnresolved(ofCluster) && !Token.isUnresolved(ofStack) && !ofCluster.equals(ofStack)) {
                throw new IllegalArgumentException("events of cluster "
                        + cluster.getNode().getPath() + " are sent to EventBridge in its own " + part + " " + ofCluster
                        + ", got " + ofStack + ": create EcsEventAlerts in a stack of that " + part);
            }
        }
    }
}
