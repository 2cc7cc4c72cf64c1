package io.github.ecsmonitoring.grafana.service;

import io.github.ecsmonitoring.grafana.content.DashboardFile;
import io.github.ecsmonitoring.grafana.content.DataSource;
import io.github.ecsmonitoring.grafana.content.DataSourceAuth;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.internal.QuotedYaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Content as files that Grafana reads when it starts.
 *
 * @param files text by path in the build folder
 * @param environment the variables that the files refer to
 * @see <a href="https://grafana.com/docs/grafana/v12.4/administration/provisioning/">provisioning</a>
 */
record ProvisioningFiles(Map<String, String> files, Map<String, String> environment) {
    private static final String DASHBOARDS = "/opt/grafana/dashboards/";
    /** The files are part of the image and do not change while Grafana runs. */
    private static final int SECONDS_OF_A_DAY = 86_400;

    static ProvisioningFiles of(GrafanaContent content) {
        DeployTimeValues values = new DeployTimeValues();
        Map<String, String> files = new TreeMap<>();
        files.put("provisioning/datasources/ecs-monitoring.yaml", QuotedYaml.write(dataSources(content, values)));
        files.put("provisioning/dashboards/ecs-monitoring.yaml", QuotedYaml.write(providers(content, values)));
        for (GrafanaFolder folder : content.getFolders()) {
            for (DashboardFile dashboard : folder.getDashboards()) {
                files.put("dashboards/" + folder.getUid() + "/" + dashboard.uid() + ".json", dashboard.json());
            }
        }
        return new ProvisioningFiles(files, values.environment());
    }

    private static Map<String, Object> dataSources(GrafanaContent content, DeployTimeValues values) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", 1);
        // Deletes data sources of earlier versions of this file, which a database still has.
        document.put("prune", true);
        document.put(
                "datasources",
                content.getDataSources().stream()
                        .map(source -> dataSource(source, values))
                        .toList());
        return document;
    }

    private static Map<String, Object> dataSource(DataSource source, DeployTimeValues values) {
        Map<String, Object> entry = new LinkedHashMap<>();
        source.toMap(DataSourceAuth.DEFAULT_CHAIN)
                .forEach((key, value) ->
                        entry.put(key, values.prepare("DATA_SOURCE " + source.getUid() + " " + key, value)));
        entry.put("orgId", 1);
        entry.put("editable", false);
        return entry;
    }

    private static Map<String, Object> providers(GrafanaContent content, DeployTimeValues values) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", 1);
        document.put(
                "providers",
                content.getFolders().stream()
                        .map(folder -> provider(folder, values))
                        .toList());
        return document;
    }

    private static Map<String, Object> provider(GrafanaFolder folder, DeployTimeValues values) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", folder.getUid());
        entry.put("orgId", 1);
        entry.put("folder", values.prepare("FOLDER " + folder.getUid(), folder.getTitle()));
        entry.put("folderUid", folder.getUid());
        entry.put("type", "file");
        // A dashboard that is no longer part of the content is deleted.
        entry.put("disableDeletion", false);
        entry.put("allowUiUpdates", false);
        entry.put("updateIntervalSeconds", SECONDS_OF_A_DAY);
        entry.put("options", Map.of("path", DASHBOARDS + folder.getUid()));
        return entry;
    }

    /** The plugins that the data sources need. */
    static List<String> plugins(GrafanaContent content) {
        return content.getDataSources().stream()
                .flatMap(source -> source.getPlugin().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
