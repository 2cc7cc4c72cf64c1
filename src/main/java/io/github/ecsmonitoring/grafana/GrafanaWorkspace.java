package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.LogicalIds;
import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Resource;
import software.amazon.awscdk.services.grafana.CfnWorkspace;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * A workspace of Amazon Managed Grafana with a role of its own, which may read CloudWatch metrics and X-Ray traces, and
 * what is granted to it.
 *
 * <pre>{@code
 * GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(this, "Grafana").authentication(GrafanaAuthentication.saml()).build();
 * prometheusWorkspace.grantQuery(grafana);
 * }</pre>
 *
 * <p>The workspace and its role outlive their stack unless {@link Builder#removalPolicy} says otherwise.
 * {@code Tags.of(scope)} reaches the role; the workspace only with an aws-cdk-lib whose CfnWorkspace has tags, as 2.276
 * has and 2.263 has not.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-grafana-workspace.html">AWS::Grafana::Workspace</a>
 */
public final class GrafanaWorkspace extends Resource implements IGrantable {
    private final CfnWorkspace workspace;
    private final Role role;

    private GrafanaWorkspace(Builder builder) {
        super(builder.scope, builder.id);
        role = GrafanaRole.create(this, "Role", builder.removalPolicy);
        workspace = CfnWorkspace.Builder.create(this, "Resource")
                .accountAccessType("CURRENT_ACCOUNT")
                .authenticationProviders(List.of(builder.authentication.provider()))
                .permissionType("CUSTOMER_MANAGED")
                .roleArn(role.getRoleArn())
                .grafanaVersion(builder.version.toString())
                .dataSources(List.of("PROMETHEUS", "CLOUDWATCH", "XRAY"))
                .build();
        builder.authentication.samlMetadataUrl().ifPresent(url -> workspace.setSamlConfiguration(saml(url)));
        workspace.overrideLogicalId(builder.logicalId);
        workspace.applyRemovalPolicy(builder.removalPolicy);
    }

    private static CfnWorkspace.SamlConfigurationProperty saml(String metadataUrl) {
        return CfnWorkspace.SamlConfigurationProperty.builder()
                .idpMetadata(CfnWorkspace.IdpMetadataProperty.builder()
                        .url(metadataUrl)
                        .build())
                .build();
    }

    /** For example {@code g-0a1b2c3d4e}. */
    public String getWorkspaceId() {
        return workspace.getAttrId();
    }

    /** Where people open Grafana: {@code https://g-0a1b2c3d4e.grafana-workspace.eu-west-1.amazonaws.com}. */
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
    public static final class Builder {
        private final Construct scope;
        private final String id;
        private GrafanaAuthentication authentication = GrafanaAuthentication.awsSso();
        private GrafanaVersion version = GrafanaVersion.V12_4;
        private RemovalPolicy removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
        private String logicalId = "GrafanaWorkspace";

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** How people sign in. Default: IAM Identity Center. */
        public Builder authentication(GrafanaAuthentication authentication) {
            this.authentication = Objects.requireNonNull(authentication, "authentication");
            return this;
        }

        /** The version; AMG's own default moves. Default: 12.4. */
        public Builder version(GrafanaVersion version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /**
         * What happens to the workspace and its role when the stack is deleted. Default: RETAIN_ON_UPDATE_OR_DELETE,
         * which keeps them except where the very first deployment fails.
         */
        public Builder removalPolicy(RemovalPolicy policy) {
            this.removalPolicy = Objects.requireNonNull(policy, "removalPolicy");
            return this;
        }

        /** The logical id in the template, for a second workspace in one stack. Default: {@code GrafanaWorkspace}. */
        public Builder logicalId(String logicalId) {
            this.logicalId = Objects.requireNonNull(logicalId, "logicalId");
            return this;
        }

        /** @throws IllegalArgumentException if the stack has a workspace with this logical id already */
        public GrafanaWorkspace build() {
            LogicalIds.requireFree(scope, logicalId, CfnWorkspace.class, "grafana");
            return new GrafanaWorkspace(this);
        }
    }
}
