package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.internal.WorkspaceBuilder;
import io.github.ecsmonitoring.internal.WorkspaceIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.grafana.CfnWorkspace;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * A workspace of Amazon Managed Grafana with its own role, which can read CloudWatch metrics, Application Signals and
 * X-Ray traces, and whatever else is granted to the workspace.
 *
 * <pre>{@code
 * GrafanaWorkspace grafana = GrafanaWorkspace.Builder.create(this, "Grafana").name("production").build();
 * prometheusWorkspace.grantQuery(grafana);
 * prometheusWorkspace.grantAlertManager(grafana);
 * }</pre>
 *
 * <p>The workspace and its role are retained when their stack is deleted, unless {@link Builder#removalPolicy} is set.
 * {@code Tags.of(scope)} tags both.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-grafana-workspace.html">AWS::Grafana::Workspace</a>
 */
public final class GrafanaWorkspace extends GrafanaWorkspaceBase {
    private static final List<String> DATA_SOURCES = List.of("PROMETHEUS", "CLOUDWATCH", "XRAY");

    private final CfnWorkspace workspace;
    private final IRole role;
    private final GrafanaVersion version;
    private final boolean pluginAdmin;
    private final boolean identityCenter;
    /** Null for none. */
    private final GrafanaNetworkAccess networkAccess;
    /** Null for none. */
    private final GrafanaVpcConnection vpcConnection;

    private GrafanaWorkspace(WorkspaceIdentity identity, Builder builder) {
        super(identity.scope(), identity.id());
        version = builder.version;
        pluginAdmin = builder.pluginAdmin;
        identityCenter = builder.authentication.providers().contains("AWS_SSO");
        networkAccess = builder.networkAccess;
        vpcConnection = builder.vpcConnection == null
                ? null
                : withSecurityGroup(builder.vpcConnection, identity.removalPolicy());
        role = role(identity, builder);
        workspace = CfnWorkspace.Builder.create(this, "Resource")
                .accountAccessType(builder.accountAccess.isOrganization() ? "ORGANIZATION" : "CURRENT_ACCOUNT")
                .authenticationProviders(builder.authentication.providers())
                .permissionType("CUSTOMER_MANAGED")
                .roleArn(role.getRoleArn())
                .name(builder.name)
                .description(builder.description)
                .grafanaVersion(version.toString())
                .dataSources(DATA_SOURCES)
                .notificationDestinations(builder.topics.isEmpty() ? null : List.of("SNS"))
                .pluginAdminEnabled(pluginAdmin)
                .build();
        setAccess(builder.accountAccess);
        builder.authentication.saml().ifPresent(saml -> workspace.setSamlConfiguration(saml.property()));
        setNetwork();
        identity.applyTo(workspace);
        GrafanaTags.support(this, workspace);
        builder.tags.forEach(Tags.of(this)::add);
    }

    /** A connection without security groups gets one of its own. */
    private GrafanaVpcConnection withSecurityGroup(GrafanaVpcConnection connection, RemovalPolicy removalPolicy) {
        if (!connection.getSecurityGroups().isEmpty()) {
            return connection;
        }
        SecurityGroup group = SecurityGroup.Builder.create(this, "SecurityGroup")
                .vpc(connection.getVpc())
                .description("Outgoing traffic of Amazon Managed Grafana")
                .allowAllOutbound(true)
                .build();
        // The network interfaces of a retained workspace use it, so that EC2 would refuse to delete it.
        group.applyRemovalPolicy(removalPolicy);
        return connection.securityGroups(group);
    }

    private IRole role(WorkspaceIdentity identity, Builder builder) {
        if (builder.role == null) {
            return GrafanaRole.create(this, "Role", identity.removalPolicy(), builder.permissions());
        }
        if (builder.grantPermissions) {
            GrafanaRole.extend(builder.role, builder.permissions());
        }
        return builder.role;
    }

    private void setAccess(GrafanaAccountAccess access) {
        if (access.isOrganization()) {
            workspace.setOrganizationalUnits(access.units());
        }
        access.stackSetName().ifPresent(workspace::setStackSetName);
        access.organizationRoleName().ifPresent(workspace::setOrganizationRoleName);
    }

    private void setNetwork() {
        if (networkAccess != null) {
            workspace.setNetworkAccessControl(networkAccess.property());
        }
        if (vpcConnection != null) {
            workspace.setVpcConfiguration(CfnWorkspace.VpcConfigurationProperty.builder()
                    .subnetIds(vpcConnection.getSubnets().stream()
                            .map(ISubnet::getSubnetId)
                            .toList())
                    .securityGroupIds(vpcConnection.getSecurityGroups().stream()
                            .map(ISecurityGroup::getSecurityGroupId)
                            .toList())
                    .build());
            getNode().addValidation(new GrafanaEgressCheck(this, vpcConnection)::errors);
        }
    }

    /**
     * An existing workspace of the stack's account and region. Without a known role, grants to it are errors that
     * contain the policy to attach.
     *
     * @param workspaceId for example {@code g-0a1b2c3d4e}; may be a token
     * @throws IllegalArgumentException if it is not the id of a workspace
     */
    public static IGrafanaWorkspace fromWorkspaceId(Construct scope, String id, String workspaceId) {
        return fromWorkspaceAttributes(scope, id, GrafanaWorkspaceAttributes.of(workspaceId));
    }

    /** An existing workspace, with what is known of it. */
    public static IGrafanaWorkspace fromWorkspaceAttributes(
            Construct scope, String id, GrafanaWorkspaceAttributes attributes) {
        return new ImportedGrafanaWorkspace(scope, id, Objects.requireNonNull(attributes, "attributes"));
    }

    @Override
    public String getWorkspaceId() {
        return workspace.getAttrId();
    }

    @Override
    public String getWorkspaceRegion() {
        return getStack().getRegion();
    }

    @Override
    String account() {
        return getStack().getAccount();
    }

    @Override
    public String getUrl() {
        return "https://" + workspace.getAttrEndpoint();
    }

    /** The role with which the workspace reads its data sources: its own, or that of {@link Builder#role}. */
    public IRole getRole() {
        return role;
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return role;
    }

    @Override
    public Optional<GrafanaVersion> getVersion() {
        return Optional.of(version);
    }

    @Override
    public boolean isPluginAdminEnabled() {
        return pluginAdmin;
    }

    @Override
    public boolean usesIdentityCenter() {
        return identityCenter;
    }

    @Override
    public Optional<GrafanaNetworkAccess> getNetworkAccess() {
        return Optional.ofNullable(networkAccess);
    }

    @Override
    public Optional<GrafanaVpcConnection> getVpcConnection() {
        return Optional.ofNullable(vpcConnection);
    }

    /** Collects the options of a {@link GrafanaWorkspace}. */
    public static final class Builder extends WorkspaceBuilder<Builder> {
        private static final String NO_VPC_REGION = "ap-northeast-2";
        private static final int MAX_DESCRIPTION = 2048;
        private static final int MAX_TAG_KEY = 128;
        private static final int MAX_TAG_VALUE = 256;

        private String name;
        private String description;
        private GrafanaAccountAccess accountAccess = GrafanaAccountAccess.currentAccount();
        private GrafanaAuthentication authentication = GrafanaAuthentication.awsSso();
        private GrafanaVersion version = GrafanaVersion.V12_4;
        private GrafanaNetworkAccess networkAccess;
        private GrafanaVpcConnection vpcConnection;
        private boolean pluginAdmin = true;
        private IRole role;
        private boolean grantPermissions = true;
        private List<ILogGroup> logGroups = List.of();
        private List<ITopic> topics = List.of();
        private List<String> dataSourceRoles = List.of();
        private final Map<String, String> tags = new TreeMap<>();

        private Builder(Construct scope, String id) {
            super(scope, id, "GrafanaWorkspace");
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * The name in the console. Default: none, so that AMG chooses one.
         *
         * @throws IllegalArgumentException unless it has 1 to 255 letters, digits, {@code -}, {@code .}, {@code _} or
         *     {@code ~}
         */
        public Builder name(String name) {
            if (!Token.isUnresolved(Objects.requireNonNull(name, "name")) && !name.matches("[A-Za-z0-9._~-]{1,255}")) {
                throw new IllegalArgumentException(
                        "name must have 1 to 255 letters, digits, \"-\", \".\", \"_\" or \"~\", got \"" + name + "\"");
            }
            this.name = name;
            return this;
        }

        /**
         * The description in the console. Default: none.
         *
         * @throws IllegalArgumentException if it has more than 2,048 characters
         */
        public Builder description(String description) {
            if (!Token.isUnresolved(Objects.requireNonNull(description, "description"))
                    && description.length() > MAX_DESCRIPTION) {
                throw new IllegalArgumentException("description must have at most " + MAX_DESCRIPTION
                        + " characters, got " + description.length());
            }
            this.description = description;
            return this;
        }

        /** The accounts whose data the workspace reads. Default: its own account. */
        public Builder accountAccess(GrafanaAccountAccess access) {
            this.accountAccess = Objects.requireNonNull(access, "accountAccess");
            return this;
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

        /** Who can reach the workspace. Default: everyone, which does not mean that everyone can sign in. */
        public Builder networkAccess(GrafanaNetworkAccess access) {
            this.networkAccess = Objects.requireNonNull(access, "networkAccess");
            return this;
        }

        /**
         * Connects the workspace to a VPC, for data sources in it. Default: none, with which AMG reaches Prometheus,
         * CloudWatch and X-Ray of its region through AWS PrivateLink.
         */
        public Builder vpcConnection(GrafanaVpcConnection connection) {
            this.vpcConnection = Objects.requireNonNull(connection, "vpcConnection");
            return this;
        }

        /**
         * Lets nobody install, update or remove plug-ins. Default: administrators can, since the data source for X-Ray
         * and Application Signals is a plug-in that AMG does not preinstall.
         *
         * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/grafana-plugins.html">plug-ins</a>
         */
        public Builder withoutPluginAdmin() {
            this.pluginAdmin = false;
            return this;
        }

        /**
         * A role of your own, which must trust {@code grafana.amazonaws.com} and is extended by what the workspace
         * needs. Default: a new role with confused-deputy conditions.
         */
        public Builder role(IRole role) {
            this.role = Objects.requireNonNull(role, "role");
            return this;
        }

        /**
         * Whether the role of {@link #role} is extended by what the options need; set it to false for one that has
         * these permissions already. Default: true.
         */
        public Builder grantPermissions(boolean grant) {
            this.grantPermissions = grant;
            return this;
        }

        /** Log groups that can be queried with Logs Insights; may be called repeatedly. Default: none. */
        public Builder logGroups(ILogGroup... logGroups) {
            this.logGroups = GrafanaGrants.added(this.logGroups, logGroups);
            return this;
        }

        /**
         * Topics that contact points of Grafana can publish to; may be called repeatedly. The library's own alerts do
         * not need it, since AMP sends them. Default: none.
         */
        public Builder snsTopics(ITopic... topics) {
            this.topics = GrafanaGrants.added(this.topics, topics);
            return this;
        }

        /**
         * Roles with which data sources read other accounts; may be called repeatedly. They must trust the workspace's
         * role. Default: none.
         *
         * @param roleArns for example {@code arn:aws:iam::111122223333:role/grafana-data-source}; may be tokens
         * @throws IllegalArgumentException if one is not the ARN of a role
         */
        public Builder dataSourceRoles(String... roleArns) {
            for (String arn : roleArns) {
                GrafanaGrants.checkedRole(arn);
            }
            this.dataSourceRoles = GrafanaGrants.added(this.dataSourceRoles, roleArns);
            return this;
        }

        /**
         * Tags the workspace and its role, as {@code Tags.of(workspace).add(key, value)} does; may be called
         * repeatedly. Default: none.
         *
         * @throws IllegalArgumentException if the key does not have 1 to 128 characters, begins with {@code aws:}, or
         *     the value has more than 256
         */
        public Builder tag(String key, String value) {
            if (!Token.isUnresolved(Objects.requireNonNull(key, "key"))
                    && (key.isBlank() || key.length() > MAX_TAG_KEY || key.startsWith("aws:"))) {
                throw new IllegalArgumentException("key of a tag must have 1 to " + MAX_TAG_KEY
                        + " characters and not begin with aws:, got \"" + key + "\"");
            }
            if (!Token.isUnresolved(Objects.requireNonNull(value, "value")) && value.length() > MAX_TAG_VALUE) {
                throw new IllegalArgumentException("value of the tag " + key + " must have at most " + MAX_TAG_VALUE
                        + " characters, got " + value.length());
            }
            tags.put(key, value);
            return this;
        }

        private List<IamPermission> permissions() {
            List<IamPermission> all = new ArrayList<>(GrafanaGrants.readPermissions());
            if (accountAccess.isOrganization()) {
                all.addAll(GrafanaGrants.organizationPermissions());
            }
            all.addAll(GrafanaGrants.logQueryPermissions(logGroups));
            all.addAll(GrafanaGrants.publishPermissions(topics));
            all.addAll(GrafanaGrants.assumeRolePermissions(dataSourceRoles));
            return all;
        }

        /**
         * Creates the workspace.
         *
         * @throws IllegalArgumentException if the stack already has a workspace with this logical id, options exclude
         *     each other, AMG would reject the VPC, or the role of {@link #role} cannot be extended
         */
        public GrafanaWorkspace build() {
            identity().requireFreeLogicalId(CfnWorkspace.class, "grafana");
            authentication.saml().ifPresent(GrafanaSaml::property);
            checkRole();
            checkVpcConnection();
            return new GrafanaWorkspace(identity(), this);
        }

        private void checkRole() {
            if (role == null && !grantPermissions) {
                throw new IllegalArgumentException("grantPermissions(false) needs role(...), since a role that is "
                        + "created for the workspace has no other permissions");
            }
            if (role != null) {
                GrafanaRole.requireTrust(role);
            }
        }

        private void checkVpcConnection() {
            if (vpcConnection == null) {
                return;
            }
            String region = Stack.of(identity().scope()).getRegion();
            if (NO_VPC_REGION.equals(region)) {
                throw new IllegalArgumentException("vpcConnection(...) must be in another region than " + NO_VPC_REGION
                        + ", where Amazon Managed Grafana offers no connections to VPCs: omit it");
            }
            vpcConnection.check();
        }
    }
}
