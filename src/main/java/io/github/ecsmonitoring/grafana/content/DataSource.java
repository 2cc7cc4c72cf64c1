package io.github.ecsmonitoring.grafana.content;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * A data source of Grafana with a fixed uid.
 *
 * <pre>{@code
 * DataSource.prometheus(workspace).named("Production").assumeRole("arn:aws:iam::111122223333:role/grafana")
 * }</pre>
 *
 * <p>Immutable: each method returns a new value. Links between the data sources of a {@link GrafanaContent} are set by
 * the content.
 *
 * @see <a href="https://grafana.com/docs/plugins/grafana-amazonprometheus-datasource/latest/configure/">Amazon Managed
 *     Service for Prometheus</a>
 * @see <a href="https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/configure/">CloudWatch</a>
 * @see <a href="https://grafana.com/docs/plugins/grafana-x-ray-datasource/latest/configure/">X-Ray</a>
 */
public final class DataSource {
    private static final int MAX_NAME_LENGTH = 190;
    private static final String SCRAPE_INTERVAL = "timeInterval";
    private static final Pattern ROLE =
            Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/([!-~]+/)?[A-Za-z0-9+=,.@_-]{1,64}");
    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|accesskey|token).*");

    private final DataSourceKind kind;
    private final String name;
    /** Null for the one that the name makes. */
    private final String uid;
    /** Empty if the plugin makes the URLs. */
    private final String url;
    /** Null if it is none of Prometheus. */
    private final IPrometheusWorkspace workspace;

    private final DataSourceSigning signing;
    private final boolean isDefault;
    private final List<ILogGroup> logGroups;
    private final Map<String, Object> jsonData;

    private DataSource(
            DataSourceKind kind,
            String name,
            String uid,
            String url,
            IPrometheusWorkspace workspace,
            DataSourceSigning signing,
            boolean isDefault,
            List<ILogGroup> logGroups,
            Map<String, Object> jsonData) {
        this.kind = kind;
        this.name = name;
        this.uid = uid;
        this.url = url;
        this.workspace = workspace;
        this.signing = signing;
        this.isDefault = isDefault;
        this.logGroups = logGroups;
        this.jsonData = jsonData;
    }

    private static DataSource of(
            DataSourceKind kind,
            String url,
            IPrometheusWorkspace workspace,
            String region,
            Map<String, Object> jsonData) {
        return new DataSource(
                kind,
                kind.defaultName,
                null,
                url,
                workspace,
                new DataSourceSigning(region, null, null, null),
                false,
                List.of(),
                jsonData);
    }

    /**
     * A workspace of Amazon Managed Prometheus: its metrics, rules and the state of its alerts. Requests are signed for
     * the workspace's region.
     */
    public static DataSource prometheus(IPrometheusWorkspace workspace) {
        Map<String, Object> jsonData = new LinkedHashMap<>();
        jsonData.put("sigv4Service", "aps");
        jsonData.put("httpMethod", "POST");
        jsonData.put("manageAlerts", true);
        jsonData.put(SCRAPE_INTERVAL, "30s");
        return of(
                DataSourceKind.PROMETHEUS,
                workspace.getQueryUrl(),
                workspace,
                workspace.getWorkspaceRegion(),
                jsonData);
    }

    /**
     * The alert manager of a workspace: people see and silence its alerts. Alerts of Grafana itself are not sent there,
     * since Grafana does not sign them.
     *
     * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/data-source-alertmanager.html">alert manager
     *     data source</a>
     */
    public static DataSource alertManager(IPrometheusWorkspace workspace) {
        Map<String, Object> jsonData = new LinkedHashMap<>();
        jsonData.put("implementation", "prometheus");
        jsonData.put("handleGrafanaManagedAlerts", false);
        return of(
                DataSourceKind.ALERT_MANAGER,
                workspace.getQueryUrl() + "/alertmanager",
                workspace,
                workspace.getWorkspaceRegion(),
                jsonData);
    }

    /** Metrics, logs and alarms of CloudWatch in Grafana's own region. */
    public static DataSource cloudWatch() {
        return cloudWatch(Aws.REGION);
    }

    /**
     * The same in another region.
     *
     * @param region the region of queries that have none, for example {@code eu-west-1}; may be a token
     */
    public static DataSource cloudWatch(String region) {
        return of(DataSourceKind.CLOUDWATCH, "", null, Objects.requireNonNull(region, "region"), Map.of());
    }

    /** Traces of X-Ray and Application Signals in Grafana's own region. */
    public static DataSource xRay() {
        return xRay(Aws.REGION);
    }

    /**
     * The same in another region.
     *
     * @param region the region of queries that have none, for example {@code eu-west-1}; may be a token
     */
    public static DataSource xRay(String region) {
        return of(DataSourceKind.XRAY, "", null, Objects.requireNonNull(region, "region"), Map.of());
    }

    /**
     * With a name, and with the uid that the name makes unless {@link #uid} is set. Needed for a second data source of
     * the same kind. Default: the kind.
     *
     * @param name unique in Grafana, up to 190 characters
     * @throws IllegalArgumentException if it is blank or longer
     */
    public DataSource named(String name) {
        String text = Objects.requireNonNull(name, "name").strip();
        if (text.isEmpty() || text.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "name of a data source must have 1 to " + MAX_NAME_LENGTH + " characters, got \"" + name + "\"");
        }
        return new DataSource(kind, text, uid, url, workspace, signing, isDefault, logGroups, jsonData);
    }

    /**
     * With another uid, which dashboards refer to. Default: for example {@code ecs-monitoring-prometheus}, and
     * {@code ecs-monitoring-prometheus-production} for one that is named Production.
     *
     * @param uid 1 to 40 letters, digits, hyphens and underscores
     * @throws IllegalArgumentException if it has others
     */
    public DataSource uid(String uid) {
        GrafanaUid.require(Objects.requireNonNull(uid, "uid"), "data source " + name);
        return new DataSource(kind, name, uid, url, workspace, signing, isDefault, logGroups, jsonData);
    }

    /**
     * Reads with a role, for example of another account, that trusts Grafana's role. Default: Grafana's own role.
     *
     * @param roleArn for example {@code arn:aws:iam::111122223333:role/grafana}; may be a token
     * @throws IllegalArgumentException if it is not the ARN of a role
     */
    public DataSource assumeRole(String roleArn) {
        return assumeRoleOf(roleArn, null);
    }

    /**
     * The same with the external id that the role's trust policy requires.
     *
     * @throws IllegalArgumentException if it is not the ARN of a role
     */
    public DataSource assumeRole(String roleArn, String externalId) {
        return assumeRoleOf(roleArn, Objects.requireNonNull(externalId, "externalId"));
    }

    private DataSource assumeRoleOf(String roleArn, String externalId) {
        if (!Token.isUnresolved(Objects.requireNonNull(roleArn, "roleArn"))
                && !ROLE.matcher(roleArn).matches()) {
            throw new IllegalArgumentException(
                    "roleArn must look like arn:aws:iam::ACCOUNT:role/NAME, got \"" + roleArn + "\"");
        }
        return signed(signing.withRole(roleArn, externalId));
    }

    /**
     * With another way to get credentials. Default: {@code ec2_iam_role} in Amazon Managed Grafana, which is the role
     * of the workspace, and {@code default} in Grafana on ECS, which is the task role.
     *
     * @param authType one of Grafana's {@code allowed_auth_providers}
     * @see <a
     *     href="https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/aws-authentication/">authentication
     *     methods</a>
     */
    public DataSource authType(String authType) {
        return signed(signing.withAuthType(Objects.requireNonNull(authType, "authType")));
    }

    private DataSource signed(DataSourceSigning signing) {
        return new DataSource(kind, name, uid, url, workspace, signing, isDefault, logGroups, jsonData);
    }

    /**
     * The interval in which tasks are scraped, from which Grafana computes {@code $__interval} and
     * {@code $__rate_interval}. Default: 30 seconds.
     *
     * @param interval whole seconds
     * @throws IllegalArgumentException if it is not, or this is not a Prometheus data source
     */
    public DataSource scrapeInterval(Duration interval) {
        requireKind(DataSourceKind.PROMETHEUS, "scrapeInterval");
        if (Objects.requireNonNull(interval, "interval").isUnresolved()) {
            throw new IllegalArgumentException("scrapeInterval must be known at synth, got a token");
        }
        long millis = interval.toMilliseconds().longValue();
        if (millis < 1000 || millis % 1000 != 0) {
            throw new IllegalArgumentException("scrapeInterval must be whole seconds, got " + millis + " ms");
        }
        return jsonData(SCRAPE_INTERVAL, millis / 1000 + "s");
    }

    /**
     * The log groups that are selected in new queries of logs.
     *
     * @throws IllegalArgumentException if this is not a CloudWatch data source
     */
    public DataSource logGroups(ILogGroup... logGroups) {
        requireKind(DataSourceKind.CLOUDWATCH, "logGroups");
        List<Map<String, String>> json = Arrays.stream(logGroups)
                .map(group -> {
                    Map<String, String> keys = new LinkedHashMap<>();
                    keys.put("arn", group.getLogGroupArn());
                    keys.put("name", group.getLogGroupName());
                    return keys;
                })
                .toList();
        return new DataSource(kind, name, uid, url, workspace, signing, isDefault, List.of(logGroups), jsonData)
                .jsonData("logGroups", json);
    }

    private void requireKind(DataSourceKind kind, String option) {
        if (this.kind != kind) {
            throw new IllegalArgumentException(option + " is for data sources of " + kind.label + ", got the "
                    + this.kind.label + " data source " + name);
        }
    }

    /**
     * A setting of Grafana that has no method here, or that replaces one from here.
     *
     * @param key a key of the data source's {@code jsonData}, for example {@code customMetricsNamespaces}
     * @param value a text, a boolean, a number, or a list or map of these; may be a token
     * @throws IllegalArgumentException if the key is one of a secret, which would be readable in the template
     */
    public DataSource jsonData(String key, Object value) {
        if (SECRET.matcher(Objects.requireNonNull(key, "key")).matches()) {
            throw new IllegalArgumentException("data source " + name + ": jsonData must have no secrets, got " + key
                    + ": let Grafana read AWS with its role, or another one with assumeRole(...)");
        }
        Map<String, Object> json = new LinkedHashMap<>(jsonData);
        json.put(key, Objects.requireNonNull(value, "value"));
        return new DataSource(kind, name, uid, url, workspace, signing, isDefault, logGroups, json);
    }

    /** As a link to another data source, unless the user has set one. */
    DataSource linkedTo(String key, String uid) {
        return jsonData.containsKey(key) ? this : jsonData(key, uid);
    }

    /** As the data source of panels and variables that have none. */
    DataSource asDefault() {
        return new DataSource(kind, name, uid, url, workspace, signing, true, logGroups, jsonData);
    }

    DataSourceKind kind() {
        return kind;
    }

    /** Whether dashboards for data sources of this type, which is the id of a plugin, can use it. */
    boolean isOfType(String type) {
        return kind.isOfType(type);
    }

    /** The uid, unique in Grafana. */
    public String getUid() {
        return uid != null ? uid : kind.uid(name);
    }

    /** The name that people see, unique in Grafana. */
    public String getName() {
        return name;
    }

    /** The type, which is the id of its plugin; that of Grafana 12 for Amazon Managed Prometheus. */
    public String getType() {
        return kind.type;
    }

    /** The plugin that must be installed, as {@link #getType}; empty for types that are part of Grafana. */
    public Optional<String> getPlugin() {
        return kind.isPlugin ? Optional.of(kind.type) : Optional.empty();
    }

    /** The workspace of a Prometheus or alert manager data source, which must grant Grafana to read it. */
    public Optional<IPrometheusWorkspace> getWorkspace() {
        return Optional.ofNullable(workspace);
    }

    /** The role that Grafana's role must be allowed to assume; may be a token. */
    public Optional<String> getRoleArn() {
        return Optional.ofNullable(signing.roleArn());
    }

    /** The log groups that Grafana must be allowed to query. */
    public List<ILogGroup> getLogGroups() {
        return logGroups;
    }

    /**
     * The data source as Grafana's HTTP API and provisioning files take it: uid, name, type, access, url, isDefault,
     * jsonData. Values may be tokens of the CDK.
     */
    public Map<String, Object> toMap(DataSourceAuth auth) {
        Map<String, Object> json = signing.keys(kind, auth);
        json.putAll(jsonData);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uid", getUid());
        map.put("name", name);
        map.put("type", kind.type);
        map.put("access", "proxy");
        map.put("url", url);
        map.put("isDefault", isDefault);
        map.put("jsonData", json);
        return map;
    }
}
