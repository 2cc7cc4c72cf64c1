package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.CdkVersion;
import io.github.ecsmonitoring.internal.IamPermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.constructs.Construct;

/**
 * Roles of users and groups of IAM Identity Center in a workspace of Amazon Managed Grafana.
 *
 * <pre>{@code
 * GrafanaRoleAssignment.Builder.create(this, "Roles").workspace(grafana).admins("9067f5c6d7-1a2b3c4d-1111-2222-3333-444455556666").build();
 * }</pre>
 *
 * <p>A custom resource, since CloudFormation has no type for it. It revokes only roles that it has assigned, not those
 * that are assigned in the console.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-users-and-groups-AMG.html">users and
 *     groups</a>
 */
public final class GrafanaRoleAssignment extends Construct {
    private final CustomResource resource;
    private final Alarm alarm;

    private GrafanaRoleAssignment(Builder builder, PublisherTarget target) {
        super(builder.scope, builder.id);
        PublisherLambda function = PublisherLambda.of(Stack.of(this), builder.workspace);
        function.allow(new IamPermission(
                "Grafana workspace " + target.path(), PublisherActions.ROLES, builder.workspace.getWorkspaceArn()));
        function.allowOnAll(PublisherActions.IDENTITY_CENTER);
        Map<String, Object> properties = new TreeMap<>();
        properties.put("WorkspaceId", builder.workspace.getWorkspaceId());
        properties.put("Admins", builder.admins);
        properties.put("Editors", builder.editors);
        properties.put("Viewers", builder.viewers);
        properties.put("FailOnError", String.valueOf(builder.failDeployment));
        resource = function.resource(this, "Custom::GrafanaRoleAssignment", properties);
        alarm = function.alarm();
    }

    /** The outcome, known after the deployment: {@code published}, {@code incomplete} or {@code failed}. */
    public String getStatus() {
        return resource.getAttString("Status");
    }

    /** The outcome in a few lines for people, with the ids whose role could not be assigned. */
    public String getSummary() {
        return resource.getAttString("Summary");
    }

    /**
     * An alarm for five minutes after a role could not be assigned, to add actions; the same as that of a
     * {@link GrafanaPublication} to the workspace in this stack.
     */
    public Alarm getFailureAlarm() {
        return alarm;
    }

    /** Collects the options of a {@link GrafanaRoleAssignment}. */
    public static final class Builder {
        private final Construct scope;
        private final String id;
        private final List<String> admins = new ArrayList<>();
        private final List<String> editors = new ArrayList<>();
        private final List<String> viewers = new ArrayList<>();
        private IGrafanaWorkspace workspace;
        private boolean failDeployment;

        private Builder(Construct scope, String id) {
            CdkVersion.requireSupported();
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required workspace, in a stack of the workspace's account and region. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The workspace, created in this app or imported. Required. */
        public Builder workspace(IGrafanaWorkspace workspace) {
            this.workspace = Objects.requireNonNull(workspace, "workspace");
            return this;
        }

        /** Ids of users and groups that are administrators; may be called repeatedly. Default: none. */
        public Builder admins(String... ids) {
            admins.addAll(Arrays.asList(ids));
            return this;
        }

        /** Ids of users and groups that are editors; may be called repeatedly. Default: none. */
        public Builder editors(String... ids) {
            editors.addAll(Arrays.asList(ids));
            return this;
        }

        /** Ids of users and groups that are viewers; may be called repeatedly. Default: none. */
        public Builder viewers(String... ids) {
            viewers.addAll(Arrays.asList(ids));
            return this;
        }

        /** Fails the deployment if a role cannot be assigned. Default: it succeeds, and an alarm goes off. */
        public Builder failDeployment() {
            this.failDeployment = true;
            return this;
        }

        /**
         * Creates the custom resource, and the function if the stack has none yet for the workspace.
         *
         * @throws IllegalArgumentException if there are no ids, one has another form or two roles, the workspace is in
         *     another account or region, or its users sign in with SAML only
         */
        public GrafanaRoleAssignment build() {
            Objects.requireNonNull(workspace, "workspace");
            Map<String, List<String>> all = new LinkedHashMap<>();
            all.put("admins", admins);
            all.put("editors", editors);
            all.put("viewers", viewers);
            if (all.values().stream().allMatch(List::isEmpty)) {
                throw new IllegalArgumentException(
                        "a role assignment must have at least one id: call admins(...), editors(...) or viewers(...)");
            }
            IdentityCenterIds.check(all);
            PublisherTarget target = new PublisherTarget(workspace);
            if (target.hasSamlOnly()) {
                throw new IllegalArgumentException("Grafana workspace " + target.path()
                        + " must authenticate with IAM Identity Center for roles of its users and groups, got SAML: "
                        + "with SAML the identity provider assigns roles; set the assertion attribute of the role and its values for admins and editors "
                        + "in the authentication of the workspace");
            }
            target.requirePlace(Stack.of(scope), "roles");
            return new GrafanaRoleAssignment(this, target);
        }
    }
}
