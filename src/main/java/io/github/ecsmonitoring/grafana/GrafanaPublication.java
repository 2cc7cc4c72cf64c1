package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.grafana.content.DashboardFile;
import io.github.ecsmonitoring.grafana.content.DataSourceAuth;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.internal.CdkVersion;
import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * Publishes data sources, folders and dashboards to a workspace of Amazon Managed Grafana when it is deployed.
 *
 * <pre>{@code
 * GrafanaPublication.Builder.create(this, "Content").workspace(grafana).content(GrafanaContent.of(prometheus)).build();
 * }</pre>
 *
 * <p>A custom resource, whose Lambda function reads the content from an asset and calls Grafana's HTTP API with a token
 * that lives for minutes. A change of the content, of the workspace's version, or of the revision publishes again; what
 * is no longer part of the content is deleted, and so is all of it with this construct. A dashboard that a person has
 * edited in Grafana is kept, unless {@link Builder#overwriteEdited}.
 *
 * <p>A failure does not fail the deployment, which would roll back the workspace too: it is in {@link #getStatus}, in
 * the function's log, and {@link #getFailureAlarm} goes off.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/Using-Grafana-APIs.html">Grafana's HTTP API</a>
 */
public final class GrafanaPublication extends Construct {
    /** CloudFormation cannot express a data source's type by version: the function uses another one before 12. */
    private static final String PROMETHEUS_PLUGIN = "grafana-amazonprometheus-datasource";

    private static final int PROMETHEUS_PLUGIN_SINCE = 12;

    private final CustomResource resource;
    private final Alarm alarm;

    private GrafanaPublication(Builder builder, PublisherTarget target) {
        super(builder.scope, builder.id);
        PublisherLambda function = PublisherLambda.of(Stack.of(this), builder.workspace);
        function.allow(new IamPermission(
                "Grafana workspace " + target.path(), PublisherActions.CONTENT, builder.workspace.getWorkspaceArn()));
        if (builder.network != null) {
            function.runIn(builder.network);
        }
        if (builder.grantPermissions) {
            DataSourcePermissions.grant(builder.content, builder.workspace);
        }
        Asset files = Asset.Builder.create(this, "Files")
                .path(ContentFolder.of(builder.content).toString())
                .build();
        function.allow(new IamPermission(
                "asset " + files.getNode().getPath(),
                List.of("s3:GetObject"),
                files.getBucket().arnForObjects(files.getS3ObjectKey())));
        resource = function.resource(this, "Custom::GrafanaContent", properties(builder, target, files));
        if (builder.workspace.getGrantPrincipal() instanceof Role role) {
            // Grafana checks a data source when it is saved.
            resource.getNode().addDependency(role);
        }
        alarm = function.alarm();
    }

    private Map<String, Object> properties(Builder builder, PublisherTarget target, Asset files) {
        GrafanaContent content = builder.content;
        Map<String, Object> properties = new TreeMap<>();
        properties.put("WorkspaceId", builder.workspace.getWorkspaceId());
        target.version().ifPresent(version -> properties.put("GrafanaVersion", version));
        properties.put("ContentBucket", files.getS3BucketName());
        properties.put("ContentKey", files.getS3ObjectKey());
        properties.put(
                "DataSources",
                Stack.of(this)
                        .toJsonString(content.getDataSources().stream()
                                .map(source -> source.toMap(DataSourceAuth.WORKSPACE_ROLE))
                                .toList()));
        properties.put("Plugins", plugins(content, target));
        properties.put("Owner", owner());
        properties.put(
                "FolderUids",
                content.getFolders().stream().map(GrafanaFolder::getUid).toList());
        properties.put(
                "DashboardUids",
                content.getFolders().stream()
                        .flatMap(folder -> folder.getDashboards().stream())
                        .map(DashboardFile::uid)
                        .toList());
        properties.put("OverwriteEdited", String.valueOf(builder.overwriteEdited));
        properties.put("FailOnError", String.valueOf(builder.failDeployment));
        if (builder.revision != null) {
            properties.put("Revision", builder.revision);
        }
        return properties;
    }

    /** The plugins that are not part of Amazon Managed Grafana: it has the data source of its Prometheus. */
    private static List<String> installed(GrafanaContent content) {
        return content.getDataSources().stream()
                .flatMap(source -> source.getPlugin().stream())
                .filter(plugin -> !plugin.equals(PROMETHEUS_PLUGIN))
                .distinct()
                .toList();
    }

    private static List<String> plugins(GrafanaContent content, PublisherTarget target) {
        return content.getDataSources().stream()
                .flatMap(source -> source.getPlugin().stream())
                .filter(plugin -> !plugin.equals(PROMETHEUS_PLUGIN) || !target.isOlderThan(PROMETHEUS_PLUGIN_SINCE))
                .distinct()
                .toList();
    }

    /** Unique in the account and region, which are those of the workspace. */
    private String owner() {
        Stack outermost = Stack.of(this);
        while (outermost.getNestedStackParent() != null) {
            outermost = outermost.getNestedStackParent();
        }
        return outermost.getStackName()
                + getNode().getPath().substring(outermost.getNode().getPath().length());
    }

    /**
     * The outcome, known after the deployment: {@code published}, {@code incomplete} if a part of the content could not
     * be published, or {@code failed}.
     */
    public String getStatus() {
        return resource.getAttString("Status");
    }

    /** The outcome in a few lines for people: counts, edited dashboards that were kept, failures. */
    public String getSummary() {
        return resource.getAttString("Summary");
    }

    /**
     * An alarm for five minutes after content could not be published, to add actions; the same for all publications to
     * the workspace in this stack.
     */
    public Alarm getFailureAlarm() {
        return alarm;
    }

    /** Collects the options of a {@link GrafanaPublication}. */
    public static final class Builder {
        private final Construct scope;
        private final String id;
        private IGrafanaWorkspace workspace;
        private GrafanaContent content;
        private boolean overwriteEdited;
        private boolean failDeployment;
        private boolean grantPermissions = true;
        private String revision;
        private PublisherNetwork network;

        private Builder(Construct scope, String id) {
            CdkVersion.requireSupported();
            this.scope = scope;
            this.id = id;
        }

        /** A builder without the required workspace and content, in a stack of the workspace's account and region. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The workspace, created in this app or imported. Required. */
        public Builder workspace(IGrafanaWorkspace workspace) {
            this.workspace = Objects.requireNonNull(workspace, "workspace");
            return this;
        }

        /** What is published. Required. */
        public Builder content(GrafanaContent content) {
            this.content = Objects.requireNonNull(content, "content");
            return this;
        }

        /** Overwrites dashboards that were edited in Grafana. Default: they are kept and reported. */
        public Builder overwriteEdited() {
            this.overwriteEdited = true;
            return this;
        }

        /**
         * Fails the deployment if content cannot be published. In the deployment that creates the workspace this
         * deletes it again. Default: the deployment succeeds, and an alarm goes off.
         */
        public Builder failDeployment() {
            this.failDeployment = true;
            return this;
        }

        /**
         * Whether the workspace's role is granted what the data sources need. Set it to false if the role of an
         * imported workspace has these permissions already. Default: true.
         */
        public Builder grantPermissions(boolean grant) {
            this.grantPermissions = grant;
            return this;
        }

        /**
         * A text whose change publishes again, for example after a failure. Default: none.
         *
         * @param revision for example {@code 2}
         * @throws IllegalArgumentException if it is empty
         */
        public Builder revision(String revision) {
            if (!Token.isUnresolved(Objects.requireNonNull(revision, "revision")) && revision.isBlank()) {
                throw new IllegalArgumentException("revision must not be empty, got \"" + revision + "\"");
            }
            this.revision = revision;
            return this;
        }

        /**
         * Runs the function in a VPC, for a workspace with network access control: in the private subnets with a route
         * to the internet, if it has any, else in the isolated ones.
         *
         * @param securityGroups at most five; none for a new one that allows HTTPS to all addresses
         */
        public Builder vpc(IVpc vpc, ISecurityGroup... securityGroups) {
            boolean egress =
                    !Objects.requireNonNull(vpc, "vpc").getPrivateSubnets().isEmpty();
            return vpc(
                    vpc,
                    SubnetSelection.builder()
                            .subnetType(egress ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED)
                            .build(),
                    securityGroups);
        }

        /** The same in other subnets. The function has no public address, so public subnets do not reach AWS. */
        public Builder vpc(IVpc vpc, SubnetSelection subnets, ISecurityGroup... securityGroups) {
            if (securityGroups.length > 5) {
                throw new IllegalArgumentException(
                        "security groups must be at most 5, Lambda's limit, got " + securityGroups.length);
            }
            network = new PublisherNetwork(
                    Objects.requireNonNull(vpc, "vpc"),
                    Objects.requireNonNull(subnets, "subnets"),
                    List.of(securityGroups));
            return this;
        }

        /**
         * Creates the custom resource, and the function if the stack has none yet for the workspace.
         *
         * @throws IllegalArgumentException if the workspace is in another account or region, has network access control
         *     and no VPC is set, or its role cannot be granted what the data sources need
         */
        public GrafanaPublication build() {
            Objects.requireNonNull(workspace, "workspace");
            Objects.requireNonNull(content, "content");
            PublisherTarget target = new PublisherTarget(workspace);
            target.requirePlace(Stack.of(scope), "content");
            if (target.isRestricted() && network == null) {
                throw new IllegalArgumentException(
                        "Grafana workspace " + target.path()
                                + " has network access control, so content can only be published from a VPC: call vpc(...) of GrafanaPublication.Builder "
                                + "with subnets whose requests it accepts, or grafanaPublisherVpc(...) of EcsMonitoring.Builder");
            }
            target.requirePlugins(installed(content));
            GrafanaPublication publication = new GrafanaPublication(this, target);
            if (network != null) {
                publication.getNode().addValidation(() -> missingEndpoints(network, target));
            }
            return publication;
        }

        private static List<String> missingEndpoints(PublisherNetwork network, PublisherTarget target) {
            Set<String> missing = network.missingEndpoints(target.acceptsEndpointsOnly());
            return missing.isEmpty()
                    ? List.of()
                    : List.of(
                            "vpc " + network.vpc().getNode().getPath() + " must have VPC endpoints for "
                                    + String.join(", ", missing) + ", through which content of Grafana workspace "
                                    + target.path()
                                    + " is published: create them with private DNS, that for s3 as a gateway endpoint of these subnets");
        }
    }
}
