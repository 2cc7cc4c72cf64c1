package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.QuotedYaml;
import io.github.ecsmonitoring.internal.WorkspaceBuilder;
import io.github.ecsmonitoring.internal.WorkspaceIdentity;
import io.github.ecsmonitoring.promql.MetricUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;
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
    private final CfnWorkspace workspace;
    private final int retentionDays;
    private final WorkspaceRules rules;
    /** Null for none. */
    private AlertManagerDefinition alertManager;

    private final List<AlertRoute> firstRoutes = new ArrayList<>();

    private PrometheusWorkspace(WorkspaceIdentity identity, Builder builder) {
        super(identity.scope(), identity.id());
        workspace = CfnWorkspace.Builder.create(this, "Resource")
                .alias(builder.alias)
                .build();
        builder.settings.applyTo(workspace);
        retentionDays = builder.settings.storedDays();
        if (builder.logGroup != null) {
            workspace.setLoggingConfiguration(CfnWorkspace.LoggingConfigurationProperty.builder()
                    .logGroupArn(AmpLogGroup.arn("logGroup", builder.logGroup, getStack()))
                    .build());
        }
        if (builder.queryLogging != null) {
            workspace.setQueryLoggingConfiguration(builder.queryLogging.property(getStack()));
        }
        if (builder.encryptionKey != null) {
            workspace.setKmsKeyArn(WorkspaceKey.arn(builder.encryptionKey, getStack()));
            WorkspaceKey.allowUse(builder.encryptionKey, getStack());
            WorkspaceKey.share(builder.encryptionKey, this, builder.sharing.all());
        }
        identity.applyTo(workspace);
        builder.sharing.addPolicy(this, getWorkspaceArn());
        rules = new WorkspaceRules(this, builder.ruleQuotas);
        if (builder.alertManager != null) {
            alertManager(builder.alertManager);
        }
        if (builder.bundledRules) {
            RuleText.BUNDLED.forEach(name -> rules.add(name, RuleText.bundled(name)));
        }
    }

    /**
     * An existing workspace of any account and region.
     *
     * @param workspaceArn for example {@code arn:aws:aps:eu-west-1:123456789012:workspace/ws-0a1b2c3d}; may be a token
     * @throws IllegalArgumentException if it is not the ARN of a workspace
     */
    public static IPrometheusWorkspace fromWorkspaceArn(Construct scope, String id, String workspaceArn) {
        return fromWorkspaceAttributes(scope, id, WorkspaceAttributes.of(workspaceArn));
    }

    /** An existing workspace with a writer role, or with a customer managed key of another account. */
    public static IPrometheusWorkspace fromWorkspaceAttributes(
            Construct scope, String id, WorkspaceAttributes attributes) {
        return new ImportedWorkspace(scope, id, Objects.requireNonNull(attributes, "attributes"));
    }

    /**
     * Sets the alert manager, if {@link Builder#alertManager} has not set it.
     *
     * @throws IllegalArgumentException if the workspace has an alert manager already
     */
    public void alertManager(AlertManagerDefinition definition) {
        if (alertManager != null) {
            throw new IllegalArgumentException("workspace " + getNode().getPath()
                    + " has an alert manager already: pass all receivers to one AlertManagerDefinition");
        }
        alertManager = Objects.requireNonNull(definition, "alertManager");
        bind();
    }

    /**
     * Adds a route before all others of the alert manager.
     *
     * @throws IllegalArgumentException if there is no alert manager, it is written by hand, or another route can no
     *     longer be reached
     */
    public void addFirstRoute(AlertRoute route) {
        if (alertManager == null) {
            throw new IllegalArgumentException("workspace " + getNode().getPath()
                    + " has no alert manager for a route: call alertManager(...) before");
        }
        firstRoutes.add(route);
        bind();
    }

    private void bind() {
        AlertManagerDefinition definition = alertManager;
        for (AlertRoute route : firstRoutes) {
            definition = definition.withFirstRoute(route);
        }
        workspace.setAlertManagerDefinition(definition.bind(this, this));
    }

    /**
     * The alert manager as {@link Builder#alertManager} or {@link #alertManager} has set it, without the routes of
     * {@link #addFirstRoute}.
     */
    public Optional<AlertManagerDefinition> getAlertManager() {
        return Optional.ofNullable(alertManager);
    }

    /**
     * Installs a Prometheus rules file as a rule groups namespace. It is validated as strictly as by {@code promtool
     * check rules}; tokens in it are let through.
     *
     * <p>The metrics {@code node_*}, {@code ecs_*} and {@code otelcol_*} that the rules read are added to the metric
     * profile of all tasks and instances that are monitored with this workspace, whether before or after this call.
     *
     * @param name the namespace's name: 1 to 64 letters, digits, {@code -}, {@code .} or {@code _}
     * @param yaml the file's text, at most 1,000,000 bytes
     * @throws IllegalArgumentException if the name is invalid or taken, the text is not a valid rules file, or the
     *     workspace would have more rules than AMP allows
     * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-ruler-rulesfile.html">rules files</a>
     */
    public void addRules(String name, String yaml) {
        rules.add(name, Objects.requireNonNull(yaml, "yaml"));
    }

    /**
     * Installs the rules file at a path, or all files {@code *.yaml} and {@code *.yml} of a folder, each as a namespace
     * of its file's name without the extension.
     *
     * @throws IllegalArgumentException if there is no such file, or for a reason of {@link #addRules(String, String)}
     */
    public void addRules(Path fileOrFolder) {
        RuleText.files(fileOrFolder).forEach(rules::add);
    }

    /**
     * Installs rule groups as a namespace.
     *
     * <pre>{@code
     * workspace.addRules("orders", RuleGroup.of("orders",
     *     AlertRule.of("OrdersFailing", "rate(orders_failed_total[5m]) > 0.1").forDuration(Duration.minutes(10)).severity("critical")));
     * }</pre>
     *
     * @param name as for {@link #addRules(String, String)}
     * @throws IllegalArgumentException for a reason of {@link #addRules(String, String)}
     */
    public void addRules(String name, RuleGroup... groups) {
        if (groups.length == 0) {
            throw new IllegalArgumentException("rules " + name + " must have at least one group, got none");
        }
        rules.add(
                name,
                QuotedYaml.writeLiteral(Map.of(
                        "groups", Stream.of(groups).map(RuleGroup::fields).toList())));
    }

    /** How many days samples are stored: {@link Builder#retentionDays}, else AMP's default of 150. */
    public int getRetentionDays() {
        return retentionDays;
    }

    /** What the rules of this workspace read and record; grows with each call of {@code addRules}. */
    public MetricUse getRuleMetrics() {
        return rules.metrics();
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

    /** Empty: collectors that refer to a created workspace are in its account. */
    @Override
    public Optional<String> getWriterRoleArn() {
        return Optional.empty();
    }

    @Override
    WorkspacePermissions permissions() {
        String rules = getStack()
                .formatArn(ArnComponents.builder()
                        .service("aps")
                        .resource("rulegroupsnamespace")
                        .resourceName(getWorkspaceId() + "/*")
                        .build());
        return new WorkspacePermissions("workspace " + getNode().getPath(), getWorkspaceArn(), rules, List.of());
    }

    /** Collects the options of a {@link PrometheusWorkspace}. */
    public static final class Builder extends WorkspaceBuilder<Builder> {
        private static final int MAX_ALIAS = 100;

        private String alias;
        private WorkspaceSettings settings = WorkspaceSettings.DEFAULTS;
        private ILogGroup logGroup;
        private QueryLogging queryLogging;
        private IKey encryptionKey;
        private WorkspaceSharing sharing = WorkspaceSharing.NONE;
        private AlertManagerDefinition alertManager;
        private boolean bundledRules = true;
        private RuleQuotas ruleQuotas = RuleQuotas.DEFAULTS;

        private Builder(Construct scope, String id) {
            super(scope, id, "PrometheusWorkspace");
        }

        /** A builder with all defaults. */
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /**
         * The name in the console; need not be unique. It can be changed but not removed: that replaces the workspace.
         * Default: none.
         *
         * @throws IllegalArgumentException if it is blank or has more than 100 characters
         */
        public Builder alias(String alias) {
            if (!Token.isUnresolved(Objects.requireNonNull(alias, "alias"))
                    && (alias.isBlank() || alias.length() > MAX_ALIAS)) {
                throw new IllegalArgumentException(
                        "alias must have 1 to " + MAX_ALIAS + " characters, got \"" + alias + "\"");
            }
            this.alias = alias;
            return this;
        }

        /**
         * How long samples are kept, in days. Default: 150, AMP's own default.
         *
         * @throws IllegalArgumentException unless it is 1 to 1095
         */
        public Builder retentionDays(int days) {
            return with(settings.withRetentionDays(days));
        }

        /**
         * How much older than the newest sample of its series a sample may be; older ones are discarded. Zero discards
         * all samples that arrive out of order. The collectors send the samples of a series in order, except for
         * batches that are sent again after an error. Default: 60 seconds, AMP's own default.
         *
         * @throws IllegalArgumentException unless it is 0 to 600 whole seconds
         */
        public Builder outOfOrderWindow(Duration window) {
            return with(settings.withOutOfOrderWindow(Objects.requireNonNull(window, "outOfOrderWindow")));
        }

        /**
         * How far in the past rules are evaluated, by which all alerts are late; {@code query_offset} of a rule group
         * overrides it. Default: 15 seconds instead of AMP's 60: the collectors write a sample at most ten seconds
         * after its scrape, and a failed request is repeated after two. With an offset of {@link #outOfOrderWindow}, as
         * AMP suggests, recording rules also include samples that were delayed by an outage for up to that time.
         *
         * @throws IllegalArgumentException unless it is 0 to 86,400 whole seconds
         */
        public Builder ruleQueryOffset(Duration offset) {
            return with(settings.withRuleQueryOffset(Objects.requireNonNull(offset, "ruleQueryOffset")));
        }

        /**
         * Limits the active series that have all these labels: AMP discards samples of further series. The other series
         * of the workspace are not affected. May be called up to 100 times, with other labels. Default: none.
         *
         * @param labels for example {@code Map.of("environment", "test")}
         * @param maxSeries 0 for no limit, with which AMP only counts the series in CloudWatch
         * @throws IllegalArgumentException if there are no labels, or one is invalid
         */
        public Builder limitSeries(Map<String, String> labels, long maxSeries) {
            if (Objects.requireNonNull(labels, "labels").isEmpty()) {
                throw new IllegalArgumentException(
                        "labels of a series limit must be one or more, got none: use limitOtherSeries for the series without a limit of their own");
            }
            return with(settings.withSeriesLimit(SeriesLimit.of(labels, maxSeries)));
        }

        /**
         * Limits the active series that no {@link #limitSeries} applies to. Default: none.
         *
         * @throws IllegalArgumentException if it is negative or set twice
         */
        public Builder limitOtherSeries(long maxSeries) {
            return with(settings.withSeriesLimit(SeriesLimit.of(Map.of(), maxSeries)));
        }

        private Builder with(WorkspaceSettings changed) {
            settings = changed;
            return this;
        }

        /**
         * The log group for errors of rules and of the alert manager. A name that begins with {@code /aws/vendedlogs/}
         * keeps the resource policy of CloudWatch Logs short, to which AMP otherwise adds each log group. Default:
         * none.
         */
        public Builder logGroup(ILogGroup logGroup) {
            this.logGroup = Objects.requireNonNull(logGroup, "logGroup");
            return this;
        }

        /**
         * Logs expensive queries. Default: none.
         *
         * @param logGroup as for {@link #logGroup}
         * @param minSamples the number of samples that a query must process to be logged; 0 for all queries
         * @throws IllegalArgumentException if it is negative
         * @see <a
         *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-aps-workspace-queryloggingconfiguration.html">query
         *     logging</a>
         */
        public Builder queryLogging(ILogGroup logGroup, long minSamples) {
            this.queryLogging = QueryLogging.of(logGroup, minSamples);
            return this;
        }

        /**
         * The symmetric key that encrypts the workspace. Its policy is extended so that the account's principals, and
         * those of {@link #writers} and {@link #readers}, can use it through AMP; an imported key must have that policy
         * already. Changing the key replaces the workspace and loses its data. Default: a key owned by AWS.
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
         * Accounts whose roles may write, if their IAM policies allow it too; may be called repeatedly. The resource
         * policy of the workspace allows it. Default: only the workspace's account.
         */
        public Builder writers(TrustedAccounts... accounts) {
            this.sharing = sharing.withWriters(accounts);
            return this;
        }

        /**
         * Accounts whose roles may query, such as the role of their Grafana, if their IAM policies allow it too; may be
         * called repeatedly. The resource policy of the workspace allows it. Default: only the workspace's account.
         */
        public Builder readers(TrustedAccounts... accounts) {
            this.sharing = sharing.withReaders(accounts);
            return this;
        }

        /**
         * Accounts whose roles may send alerts to the alert manager, such as those of ECS events, if their IAM policies
         * allow it too; may be called repeatedly. The resource policy of the workspace allows
         * {@code aps:CreateAlertManagerAlerts}. AWS does not say whether such a policy may contain this action, and it
         * has not been tried. Default: only the workspace's account.
         */
        public Builder alertSenders(TrustedAccounts... accounts) {
            this.sharing = sharing.withAlertSenders(accounts);
            return this;
        }

        /**
         * The alert manager, which notifies people of alerts. Default: none, so nobody is notified.
         *
         * @throws IllegalArgumentException if it is set already
         */
        public Builder alertManager(AlertManagerDefinition definition) {
            if (alertManager != null) {
                throw new IllegalArgumentException(
                        "alertManager must be set once: pass all receivers to one AlertManagerDefinition");
            }
            this.alertManager = Objects.requireNonNull(definition, "alertManager");
            return this;
        }

        /** Omits the library's rules. Default: they are installed. */
        public Builder withoutBundledRules() {
            this.bundledRules = false;
            return this;
        }

        /**
         * AMP's quota of rules of the workspace, if AMP has changed it: more rules are an error. Default: 2,000.
         *
         * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP_quotas.html">quotas</a>
         */
        public Builder ruleQuota(int rules) {
            this.ruleQuotas = ruleQuotas.withRules(rules);
            return this;
        }

        /**
         * AMP's quota of the shortest interval of a rule group, if AMP has changed it: a shorter interval is an error.
         * Default: 30 seconds.
         */
        public Builder minRuleInterval(Duration interval) {
            this.ruleQuotas = ruleQuotas.withMinInterval(Objects.requireNonNull(interval, "minRuleInterval"));
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
