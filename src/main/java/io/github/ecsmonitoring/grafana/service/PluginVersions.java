package io.github.ecsmonitoring.grafana.service;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The pinned versions of plugins, and the plugins that are installed beyond those of the content.
 *
 * @param chosen the user's versions by plugin
 * @see <a href="https://grafana.com/grafana/plugins/grafana-amazonprometheus-datasource/">Amazon Managed Service for
 *     Prometheus</a>
 * @see <a href="https://grafana.com/grafana/plugins/grafana-x-ray-datasource/">X-Ray</a>
 */
record PluginVersions(Map<String, String> chosen) {
    static final PluginVersions DEFAULTS = new PluginVersions(Map.of());

    /** 3.x of the first requires Grafana 12.2.5 or newer. */
    private static final Map<String, String> TESTED =
            Map.of("grafana-amazonprometheus-datasource", "3.2.0", "grafana-x-ray-datasource", "2.17.1");

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)+");
    private static final Pattern VERSION = Pattern.compile("[0-9]+(?:\\.[0-9]+){1,2}(?:-[0-9A-Za-z.-]+)?");

    PluginVersions with(String id, String version) {
        if (!ID.matcher(Objects.requireNonNull(id, "id")).matches()) {
            throw new IllegalArgumentException(
                    "plugin must be an id of grafana.com/grafana/plugins such as grafana-x-ray-datasource, got \"" + id
                            + "\"");
        }
        if (!VERSION.matcher(Objects.requireNonNull(version, "version")).matches()) {
            throw new IllegalArgumentException(
                    "version of plugin " + id + " must look like 2.17.1, got \"" + version + "\"");
        }
        Map<String, String> more = new TreeMap<>(chosen);
        more.put(id, version);
        return new PluginVersions(more);
    }

    /**
     * Versions by plugin, sorted.
     *
     * @param needed the plugins of data sources
     * @throws IllegalArgumentException if one of them has no version
     */
    Map<String, String> of(List<String> needed) {
        Map<String, String> all = new TreeMap<>(chosen);
        for (String id : needed) {
            String version = chosen.getOrDefault(id, TESTED.get(id));
            if (version == null) {
                throw new IllegalArgumentException("plugin " + id
                        + ", which a data source needs, must have a version: set it with plugin(\"" + id
                        + "\", \"1.2.3\")");
            }
            all.put(id, version);
        }
        return all;
    }
}
