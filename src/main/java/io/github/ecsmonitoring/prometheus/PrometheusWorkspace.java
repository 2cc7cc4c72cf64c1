package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.LogicalIds;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.RemovalPolicy;
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
 * <p>The workspace outlives its stack unless {@link Builder#removalPolicy} says otherwise, and its logical id does not
 * follow the construct tree: moving the construct does not replace the workspace, with all its data.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-aps-workspace.html">AWS::APS::Workspace</a>
 */
public final class PrometheusWorkspace extends WorkspaceBase {
    private static final Pattern RULES_NAME = Pattern.compile("[0-9A-Za-z][-.0-9A-Z_a-z]{0,63}");

    private final CfnWorkspace workspace;

    private PrometheusWorkspace(Builder builder) {
        super(builder.scope, builder.id);
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
        workspace.overrideLogicalId(builder.logicalId);
        workspace.applyRemovalPolicy(builder.removalPolicy);
        if (builder.bundledRules) {
            RuleText.BUNDLED.forEach(name -> addRules(name, RuleText.bundled(name)));
        }
    }

    /**
     * A workspace that exists already, of any account and region.
     *
     * @param workspaceArn for example {@code arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d}; may be a token
     * @throws IllegalArgumentException if it is no ARN of a workspace
     */
    public static IPrometheusWorkspace fromWorkspaceArn(Construct scope, String id, String workspaceArn) {
        ImportedWorkspace.check(workspaceArn);
        return new ImportedWorkspace(scope, id, workspaceArn);
    }

    /**
     * Installs a Prometheus rules file as a rule groups namespace.
     *
     * @param name the namespace's name: 1 to 64 letters, digits, {@code -}, {@code .} or {@code _}
     * @param yaml the file's text, at most 1,000,000 bytes
     * @throws IllegalArgumentException if the name is something else or the text is no rules file
     * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-ruler-rulesfile.html">rules files</a>
     */
    public void addRules(String name, String yaml) {
        if (!RULES_NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("name of rules must match " + RULES_NAME + ", got \"" + name + "\"");
        }
        RuleText.check(name, Objects.requireNonNull(yaml, "yaml"));
        String childId = "Rules-" + name;
        if (getNode().tryFindChild(childId) != null) {
            throw new IllegalArgumentException(
                    "rules " + name + " are in workspace " + getNode().getPath() + " already");
        }
        CfnRuleGroupsNamespace.Builder.create(this, childId)
                .name(name)
                .data(yaml)
                // The property's description asks for the id, its schema for the ARN.
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
    public static final class Builder {
        private static final int MAX_ALIAS = 100;
        private static final int MAX_RETENTION_DAYS = 1095;

        private final Construct scope;
        private final String id;
        private String alias;
        private Integer retentionDays;
        private ILogGroup logGroup;
        private IKey encryptionKey;
        private RemovalPolicy removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
        private String logicalId = "PrometheusWorkspace";
        private boolean bundledRules = true;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The name that the console shows; need not be unique. Default: none. */
        public Builder alias(String alias) {
            if (!Token.isUnresolved(Objects.requireNonNull(alias, "alias"))
                    && (alias.isBlank() || alias.length() > MAX_ALIAS)) {
                throw new IllegalArgumentException(
                        "alias must have 1 to " + MAX_ALIAS + " characters, got \"" + alias + "\"");
            }
            this.alias = alias;
            return this;
        }

        /** How long samples are kept, in days: 1 to 1095. Default: AMP's own, 150. */
        public Builder retentionDays(int days) {
            if (days < 1 || days > MAX_RETENTION_DAYS) {
                throw new IllegalArgumentException(
                        "retentionDays must be 1 to " + MAX_RETENTION_DAYS + ", got " + days);
            }
            this.retentionDays = days;
            return this;
        }

        /** Where AMP logs errors of rules and of the alert manager. Default: nowhere. */
        public Builder logGroup(ILogGroup logGroup) {
            this.logGroup = Objects.requireNonNull(logGroup, "logGroup");
            return this;
        }

        /**
         * The key that encrypts the workspace; its policy is extended so that the account's principals may use it
         * through AMP. An imported key must have that policy already. Changing the key replaces the workspace and loses
         * its data. Default: AWS's key.
         *
         * @see <a
         *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html">encryption
         *     at rest</a>
         */
        public Builder encryptionKey(IKey key) {
            this.encryptionKey = Objects.requireNonNull(key, "encryptionKey");
            return this;
        }

        /**
         * What happens to the workspace and its samples when the stack is deleted. Default: RETAIN_ON_UPDATE_OR_DELETE,
         * which keeps them except where the very first deployment fails.
         */
        public Builder removalPolicy(RemovalPolicy policy) {
            this.removalPolicy = Objects.requireNonNull(policy, "removalPolicy");
            return this;
        }

        /**
         * The logical id in the template, for a second workspace in one stack. Default: {@code PrometheusWorkspace}.
         */
        public Builder logicalId(String logicalId) {
            this.logicalId = Objects.requireNonNull(logicalId, "logicalId");
            return this;
        }

        /** Leaves the library's rules out. Default: they are installed. */
        public Builder withoutBundledRules() {
            this.bundledRules = false;
            return this;
        }

        /** @throws IllegalArgumentException if the stack has a workspace with this logical id already */
        public PrometheusWorkspace build() {
            LogicalIds.requireFree(scope, logicalId, CfnWorkspace.class, "workspace");
            return new PrometheusWorkspace(this);
        }
    }
}
