package io.github.ecsmonitoring.grafana.content;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A data source of Grafana with a fixed uid. */
public final class DataSource {
    private final String uid;
    private final String name;
    private final String type;
    private final String url;
    private final boolean needsPlugin;

    private DataSource(String uid, String name, String type, String url, boolean needsPlugin) {
        this.uid = uid;
        this.name = name;
        this.type = type;
        this.url = url;
        this.needsPlugin = needsPlugin;
    }

    /** A workspace of Amazon Managed Prometheus. */
    public static DataSource prometheus(IPrometheusWorkspace workspace) {
        return new DataSource(
                "ecs-monitoring-prometheus",
                "Amazon Managed Prometheus",
                "grafana-amazonprometheus-datasource",
                workspace.getQueryUrl(),
                true);
    }

    /** The uid, unique in Grafana. */
    public String getUid() {
        return uid;
    }

    /** The type, which is the id of its plugin; that of Grafana 12 for Amazon Managed Prometheus. */
    public String getType() {
        return type;
    }

    /** The plugin that must be installed, as {@link #getType}; empty for types that are part of Grafana. */
    public Optional<String> getPlugin() {
        return needsPlugin ? Optional.of(type) : Optional.empty();
    }

    /**
     * The data source as Grafana's HTTP API and provisioning files take it: uid, name, type, url, access, isDefault,
     * jsonData. Values may be tokens of the CDK.
     */
    public Map<String, Object> toMap(DataSourceAuth auth) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uid", uid);
        map.put("name", name);
        map.put("type", type);
        map.put("access", "proxy");
        map.put("url", url);
        map.put("jsonData", Map.of("sigV4Auth", true, "sigV4AuthType", auth.type()));
        return map;
    }
}
