package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.WorkspaceBuilder;
import io.github.ecsmonitoring.internal.WorkspaceIdentity;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.services.grafana.CfnWorkspace;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * A workspace of Amazon Managed Grafana with its own role, which can read CloudWatch metrics and X-Ray traces, and
 * whatever else is granted to the workspace.
 *
 * <pre>{@code
 * GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(this, "Grafana").authentication(GrafanaAuthentication.saml()).build();
 * prometheusWorkspace.grantQuery(grafana);
 * }</pre>
 *
 * <p>The workspace and its role are retained when their stack is deleted, unless {@link Builder#removalPolicy} is set.
 * {@code Tags.of(scope)} tags the role, and the workspace if the CfnWorkspace of aws-cdk-lib supports tags: 2.276 does,
 * 2.263 does not.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-grafana-workspace.html">AWS::Grafana::Workspace</a>
 */
public final class GrafanaWorkspace extends Resource implements IGrafanaWorkspace {
    private final CfnWorkspace workspace;
    private final Role role;

    private GrafanaWorkspace(WorkspaceIdentity identity, Builder builder) {
        super(identity.scope(), identity.id());
        role = GrafanaRole.create(this, "Role", identity.removalPolicy());
        workspace = CfnWorkspace.Builder.create(this, "Resource")
                .accountAccessType("CURRENT_ACCOUNT")
                .authenticationProviders(List.of(builder.authentication.provider()))
                .permissionType("CUSTOMER_MANAGED")
                .roleArn(role.getRoleArn())
                .grafanaVersion(builder.version.toString())
                .dataSources(List.of("PROMETHEUS", "CLOUDWATCH", "XRAY"))
                .build();
        builder.authentication.samlMetadataUrl().ifPresent(url -> workspace.setSamlConfiguration(saml(url)));
        identity.applyTo(workspace);
    }

    private static CfnWorkspace.SamlConfigurationProperty saml(String metadataUrl) {
        return CfnWorkspace.SamlConfigurationProperty.builder()
                .idpMetadata(CfnWorkspace.IdpMetadataProperty.builder()
                        .url(metadataUrl)
                        .build())
                .build();
    }

    @Override
    public String getWorkspaceId() {
        return workspace.getAttrId();
    }

    @Override
    public String getWorkspaceArn() {
        return getStack()
                .formatArn(ArnComponents.builder()
                        .service("grafana")
                        .resource("/workspaces")
                        .resourceName(workspace.getAttrId())
                        .build());
    }

    @Override
    public String getUrl() {
        return "https://" + workspace.getAttrEndpoint();
    }

    /** The role with which the workspace reads its data sources. */
    public Role getRole() {
        return role;
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return role;
    }

    /** Collects the options of a {@link GrafanaWorkspace}. */
    public static final class Builder extends WorkspaceBuilder<Builder> {
        private GrafanaAuthentication authentication = GrafanaAuthentication.awsSso();
        private GrafanaVersion version = GrafanaVersion.V12_4;

        private Builder(Construct scope, String id) {
            super(scope, id, "GrafanaWorkspace");
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** How users sign in. Default: IAM Identity Center. */
        public Builder authentication(GrafanaAuthentication authentication) {
            this.authentication = Objects.requireNonNull(authentication, "authentication");
            return this;
        }

        /** The version, since AMG's own default changes over time. Default: 12.4. */
        public Builder version(GrafanaVersion version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * Creates the workspace.
         *
         * @throws IllegalArgumentException if the stack already has a workspace with this logical id
         */
        public GrafanaWorkspace build() {
            identity().requireFreeLogicalId(CfnWorkspace.class, "grafana");
            return new GrafanaWorkspace(identity(), this);
        }
    }
}
