package io.github.ecsmonitoring.internal;

import java.util.Objects;
import software.amazon.awscdk.RemovalPolicy;
import software.constructs.Construct;

/**
 * The options that the builders of Prometheus and Grafana workspaces share.
 *
 * @param <B> the builder
 */
public abstract class WorkspaceBuilder<B extends WorkspaceBuilder<B>> {
    private WorkspaceIdentity identity;

    /**
     * A builder with all defaults.
     *
     * @param logicalId the default logical id
     */
    protected WorkspaceBuilder(Construct scope, String id, String logicalId) {
        CdkVersion.requireSupported();
        identity = new WorkspaceIdentity(scope, id, logicalId, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    }

    /**
     * What happens to the workspace, with all its data, when the stack is deleted. Default: RETAIN_ON_UPDATE_OR_DELETE,
     * which retains it unless its first deployment fails.
     */
    public final B removalPolicy(RemovalPolicy policy) {
        return with(identity.withRemovalPolicy(Objects.requireNonNull(policy, "removalPolicy")));
    }

    /**
     * The logical id in the template; set it for a second workspace in one stack. Default: {@code PrometheusWorkspace}
     * or {@code GrafanaWorkspace}.
     */
    public final B logicalId(String logicalId) {
        return with(identity.withLogicalId(Objects.requireNonNull(logicalId, "logicalId")));
    }

    /** What has been set so far. */
    protected final WorkspaceIdentity identity() {
        return identity;
    }

    @SuppressWarnings("unchecked")
    private B with(WorkspaceIdentity changed) {
        identity = changed;
        return (B) this;
    }
}
