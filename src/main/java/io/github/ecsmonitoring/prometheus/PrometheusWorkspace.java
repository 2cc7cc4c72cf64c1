package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.WorkspaceBuilder;
import io.github.ecsmonitoring.internal.WorkspaceIdentity;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.aps.CfnRuleGroupsNamespace;
import software.amazon.awscdk.services.aps.CfnWorkspace;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * A workspace of Amazon Managed Service for Prometheus, with the library's recording and alerting rules.
 *
 * <pre>{@code
 * PrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(this, "Prometheus").alias("production").retentionDays(400).build();
 * workspace.addRules("orders", Files.readString(Path.of("orders-rules.yaml")));
 * }</pre>
 *
 * <p>The workspace is retained when its stack is deleted, unless {@link Builder#removalPolicy} is set. Its logical id
 * is fixed, so moving the construct in the tree does not replace the workspace and its data.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-aps-workspace.html">AWS::APS::Workspace</a>
 */
public final class PrometheusWorkspace extends WorkspaceBase {
    private static final Pattern RULES_NAME = Pattern.compile("[0-9A-Za-z][-.0-9A-Z_a-z]{0,63}");

    private final CfnWorkspace workspace;

    private PrometheusWorkspace(WorkspaceIdentity identity, Builder builder) {
        super(identity.scope(), identity.id());
        workspace = CfnWorkspace.Builder.create(this, "Resource")
                .alias(builder.alias)
                .build();
        if (builder.retentionDays != null) {
            workspace.setWorkspaceConfiguration(CfnWorkspace.WorkspaceConfigurationProperty.builder()
                    .retentionPeriodInDays(builder.retentionDays)
                    .build());
        }
        if (builder.logGroup != null) {
            workspace.setLoggingConfiguration(CfnWorkspace.LoggingConfigurationProperty.builder()
                    .logGroupArn(builder.logGroup.getLogGroupArn())
                    .build());
        }
        if (builder.encryptionKey != null) {
            WorkspaceKey.allowUse(builder.encryptionKey, getStack());
            workspace.setKmsKeyArn(builder.encryptionKey.getKeyArn());
        }
        identity.applyTo(workspace);
        if (builder.alertManager != null) {
            alertManager(builder.alertManager);
        }
        if (builder.bundledRules) {
            RuleText.BUNDLED.forEach(name -> addRules(name, RuleText.bundled(name)));
        }
    }

    /**
     * An existing workspace of any account and region.
     *
     * @param workspaceArn for example {@code arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d}; may be a token
     * @throws IllegalArgumentException if it is not the ARN of a workspace
     */
    public static IPrometheusWorkspace fromWorkspaceArn(Construct scope, String id, String workspaceArn) {
        ImportedWorkspace.check(workspaceArn);
        return new ImportedWorkspace(scope, id, workspaceArn);
    }

    /**
     * Sets the alert manager, if {@link Builder#alertManager} has not set it.
     *
     * @throws IllegalArgumentException if the workspace has an alert manager already
     */
    public void alertManager(AlertManagerDefinition definition) {
        if (hasAlertManager()) {
            throw new IllegalArgumentException("workspace " + getNode().getPath()
                    + " has an alert manager already: pass all receivers to one AlertManagerDefinition");
        }
        workspace.setAlertManagerDefinition(definition.bind(this, this));
    }

    /** Whether {@link Builder#alertManager} or {@link #alertManager} has been called. */
    public boolean hasAlertManager() {
        return workspace.getAlertManagerDefinition() != null;
    }

    /**
     * Installs a Prometheus rules file as a rule groups namespace.
     *
     * @param name the namespace's name: 1 to 64 letters, digits, {@code -}, {@code .} or {@code _}
     * @param yaml the file's text, at most 1,000,000 bytes
     * @throws IllegalArgumentException if the name is invalid or taken, or the text is not a rules file
     * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-ruler-rulesfile.html">rules files</a>
     */
    public void addRules(String name, String yaml) {
        if (!RULES_NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("name of rules must match " + RULES_NAME + ", got \"" + name + "\"");
        }
        RuleText.check(name, Objects.requireNonNull(yaml, "yaml"));
        String childId = "Rules-" + name;
        if (getNode().tryFindChild(childId) != null) {
            throw new IllegalArgumentException("name of rules must be unique within a workspace, got \"" + name
                    + "\", which " + getNode().getPath() + " has already");
        }
        CfnRuleGroupsNamespace.Builder.create(this, childId)
                .name(name)
                .data(yaml)
                // The ARN, as in the resource schema; the property's description says id.
                .workspace(getWorkspaceArn())
                .build();
    }

    @Override
    public String getWorkspaceArn() {
        return workspace.getAttrArn();
    }

    @Override
    public String getWorkspaceId() {
        return workspace.getAttrWorkspaceId();
    }

    @Override
    public String getWorkspaceRegion() {
        return getStack().getRegion();
    }

    /** Collects the options of a {@link PrometheusWorkspace}. */
    public static final class Builder extends WorkspaceBuilder<Builder> {
        private static final int MAX_ALIAS = 100;
        private static final int MAX_RETENTION_DAYS = 1095;

        private String alias;
        private Integer retentionDays;
        private ILogGroup logGroup;
        private IKey encryptionKey;
        private AlertManagerDefinition alertManager;
        private boolean bundledRules = true;

        private Builder(Construct scope, String id) {
            super(scope, id, "PrometheusWorkspace");
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The name in the console; need not be unique. Default: none. */
        public Builder alias(String alias) {
            if (!Token.isUnresolved(Objects.requireNonNull(alias, "alias"))
                    && (alias.isBlank() || alias.length() > MAX_ALIAS)) {
                throw new IllegalArgumentException(
                        "alias must have 1 to " + MAX_ALIAS + " characters, got \"" + alias + "\"");
            }
            this.alias = alias;
            return this;
        }

        /** How long samples are kept, in days: 1 to 1095. Default: 150, AMP's own default. */
        public Builder retentionDays(int days) {
            if (days < 1 || days > MAX_RETENTION_DAYS) {
                throw new IllegalArgumentException(
                        "retentionDays must be 1 to " + MAX_RETENTION_DAYS + ", got " + days);
            }
            this.retentionDays = days;
            return this;
        }

        /** The log group for errors of rules and of the alert manager. Default: none. */
        public Builder logGroup(ILogGroup logGroup) {
            this.logGroup = Objects.requireNonNull(logGroup, "logGroup");
            return this;
        }

        /**
         * The key that encrypts the workspace. Its policy is extended so that the account's principals can use it
         * through AMP; an imported key must have that policy already. Changing the key replaces the workspace and loses
         * its data. Default: a key owned by AWS.
         *
         * @see <a
         *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html">encryption
         *     at rest</a>
         */
        public Builder encryptionKey(IKey key) {
            this.encryptionKey = Objects.requireNonNull(key, "encryptionKey");
            return this;
        }

        /** The alert manager, which notifies people of alerts. Default: none, so nobody is notified. */
        public Builder alertManager(AlertManagerDefinition definition) {
            this.alertManager = Objects.requireNonNull(definition, "alertManager");
            return this;
        }

        /** Omits the library's rules. Default: they are installed. */
        public Builder withoutBundledRules() {
            this.bundledRules = false;
            return this;
        }

        /**
         * Creates the workspace.
         *
         * @throws IllegalArgumentException if the stack already has a workspace with this logical id
         */
        public PrometheusWorkspace build() {
            identity().requireFreeLogicalId(CfnWorkspace.class, "workspace");
            return new PrometheusWorkspace(identity(), this);
        }
    }
}
