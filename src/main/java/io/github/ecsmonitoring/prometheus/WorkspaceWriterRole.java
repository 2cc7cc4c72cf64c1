package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.CdkVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.CompositePrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * A role that collectors of other accounts assume to write to a workspace: an alternative to
 * {@link PrometheusWorkspace.Builder#writers} for workspaces that have a resource policy already.
 *
 * <pre>{@code
 * WorkspaceWriterRole.Builder.create(this, "Writer")
 *     .workspace(workspace)
 *     .roleName("prometheus-writer")
 *     .trusted(TrustedAccounts.organization("o-a1b2c3d4e5"))
 *     .build();
 * }</pre>
 *
 * <p>Writers import the workspace with {@link WorkspaceAttributes#writerRoleArn}.
 */
public final class WorkspaceWriterRole extends Construct {
    private final Role role;

    private WorkspaceWriterRole(Builder builder) {
        super(builder.scope, builder.id);
        role = Role.Builder.create(this, "Role")
                .roleName(builder.roleName)
                .description("Writes samples to a workspace of Amazon Managed Service for Prometheus")
                .assumedBy(new CompositePrincipal(builder.trusted.stream()
                        .flatMap(accounts -> accounts.principals().stream())
                        .toArray(IPrincipal[]::new)))
                .build();
        builder.workspace.grantRemoteWrite(role);
    }

    /** The role. */
    public Role getRole() {
        return role;
    }

    /** Collects the options of a {@link WorkspaceWriterRole}. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9+=,.@_-]{1,64}");

        private final Construct scope;
        private final String id;
        private final List<TrustedAccounts> trusted = new ArrayList<>();
        private IPrometheusWorkspace workspace;
        private String roleName;

        private Builder(Construct scope, String id) {
            CdkVersion.requireSupported();
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required workspace and accounts. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The workspace, of the same account; may be imported. Required. */
        public Builder workspace(IPrometheusWorkspace workspace) {
            this.workspace = Objects.requireNonNull(workspace, "workspace");
            return this;
        }

        /**
         * The role's name, with which writers know its ARN before it exists. Default: a generated name.
         *
         * @throws IllegalArgumentException if it is not a name of IAM
         */
        public Builder roleName(String name) {
            if (!Token.isUnresolved(Objects.requireNonNull(name, "roleName"))
                    && !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("roleName must match " + NAME + ", got \"" + name + "\"");
            }
            this.roleName = name;
            return this;
        }

        /** The accounts whose roles may assume the role; may be called repeatedly. Required. */
        public Builder trusted(TrustedAccounts... accounts) {
            trusted.addAll(List.of(accounts));
            return this;
        }

        /**
         * Creates the role.
         *
         * @throws IllegalArgumentException if no accounts are trusted, the workspace is accessed through another writer
         *     role, or it is of another account
         */
        public WorkspaceWriterRole build() {
            Objects.requireNonNull(workspace, "workspace");
            if (trusted.isEmpty()) {
                throw new IllegalArgumentException(
                        "trusted(...) must name the accounts that may assume the role, got none");
            }
            if (workspace.getWriterRoleArn().isPresent()) {
                throw new IllegalArgumentException("workspace "
                        + workspace.getNode().getPath() + " must have no writer role, got "
                        + workspace.getWriterRoleArn().get() + ": import it without writerRoleArn");
            }
            ResourcePlace.of(Stack.of(scope))
                    .requireAccountOf(
                            ResourcePlace.of(workspace.getWorkspaceArn(), workspace),
                            "writer role",
                            "create it in a stack of that account");
            return new WorkspaceWriterRole(this);
        }
    }
}
