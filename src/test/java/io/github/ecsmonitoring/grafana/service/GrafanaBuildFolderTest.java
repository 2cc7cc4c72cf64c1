package io.github.ecsmonitoring.grafana.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Snapshot;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.grafana.content.DataSource;
import io.github.ecsmonitoring.grafana.content.GrafanaContent;
import io.github.ecsmonitoring.grafana.content.GrafanaFolder;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;

class GrafanaBuildFolderTest {
    private static final String ORDERS = "{\"uid\": \"orders\", \"title\": \"Sales in $\", \"panels\": []}";

    private final Stack stack = Synth.stack();
    private final IPrometheusWorkspace workspace =
            PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
    private final GrafanaContent content = GrafanaContent.of(workspace)
            .plusFolders(GrafanaFolder.of("Orders in $").uid("orders").dashboard(ORDERS));

    @TempDir
    Path folder;

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private Map<String, Object> yaml(String name) throws IOException {
        return Synth.map(new Load(LoadSettings.builder().build()).loadFromString(file(name)));
    }

    @Test
    void hasADockerfileProvisioningFilesAndDashboards() throws IOException {
        GrafanaBuildFolder.of(content).write(folder);
        assertThat(files())
                .contains(
                        "Dockerfile",
                        "dashboards/ecs-monitoring/ecs-alerts.json",
                        "dashboards/ecs-monitoring/ecs-fleet.json",
                        "dashboards/ecs-monitoring/ecs-node.json",
                        "dashboards/ecs-monitoring/ecs-service.json",
                        "dashboards/ecs-monitoring/ecs-task.json",
                        "dashboards/orders/orders.json",
                        "provisioning/dashboards/ecs-monitoring.yaml",
                        "provisioning/datasources/ecs-monitoring.yaml")
                .allMatch(name -> name.equals("Dockerfile") || name.matches("(dashboards|provisioning)/.*"));
        Snapshot.assertText("grafana-service/Dockerfile", file("Dockerfile"));
        Snapshot.assertText("grafana-service/datasources.yaml", file("provisioning/datasources/ecs-monitoring.yaml"));
        Snapshot.assertText("grafana-service/dashboards.yaml", file("provisioning/dashboards/ecs-monitoring.yaml"));
    }

    /** Grafana's file expands variables in the provider's file but not in dashboards. */
    @Test
    void dollarsOfTextsAreEscapedInProvisioningFilesOnly() throws IOException {
        GrafanaBuildFolder.of(content).write(folder);
        assertThat(yaml("provisioning/dashboards/ecs-monitoring.yaml").get("providers"))
                .asString()
                .contains("folder=Orders in $$, folderUid=orders");
        assertThat(file("dashboards/orders/orders.json")).contains("Sales in $\"");
    }

    @Test
    void dataSourcesAreReadBackAsTheyAreDefined() throws IOException {
        GrafanaBuildFolder.of(content).write(folder);
        Map<String, Object> amp = Synth.map(
                Synth.list(yaml("provisioning/datasources/ecs-monitoring.yaml").get("datasources"))
                        .get(0));
        assertThat(amp)
                .containsEntry("uid", "ecs-monitoring-prometheus")
                .containsEntry("type", "grafana-amazonprometheus-datasource")
                .containsEntry("url", "${DATA_SOURCE_ECS_MONITORING_PROMETHEUS_URL}")
                .containsEntry("editable", false);
        assertThat(Synth.map(amp.get("jsonData")))
                .containsEntry("sigV4Auth", true)
                .containsEntry("sigV4AuthType", "default")
                .containsEntry("sigV4Region", "${DATA_SOURCE_ECS_MONITORING_PROMETHEUS_JSONDATA_SIGV4REGION}");
    }

    @Test
    void valuesOfTheDeploymentBecomeVariables() {
        Map<String, String> environment = ProvisioningFiles.of(content).environment();
        assertThat(environment)
                .containsOnlyKeys(
                        "DATA_SOURCE_ECS_MONITORING_ALERTMANAGER_JSONDATA_SIGV4REGION",
                        "DATA_SOURCE_ECS_MONITORING_ALERTMANAGER_URL",
                        "DATA_SOURCE_ECS_MONITORING_CLOUDWATCH_JSONDATA_DEFAULTREGION",
                        "DATA_SOURCE_ECS_MONITORING_PROMETHEUS_JSONDATA_SIGV4REGION",
                        "DATA_SOURCE_ECS_MONITORING_PROMETHEUS_URL",
                        "DATA_SOURCE_ECS_MONITORING_XRAY_JSONDATA_DEFAULTREGION")
                .containsEntry("DATA_SOURCE_ECS_MONITORING_PROMETHEUS_URL", workspace.getQueryUrl())
                .containsEntry("DATA_SOURCE_ECS_MONITORING_XRAY_JSONDATA_DEFAULTREGION", Aws.REGION);
    }

    @Test
    void uidsThatDifferInPunctuationHaveTheirOwnVariables() {
        GrafanaContent two = GrafanaContent.Builder.create()
                .dataSources(
                        DataSource.xRay(Aws.REGION).named("One").uid("x-y"),
                        DataSource.xRay(Aws.URL_SUFFIX).named("Two").uid("x_y"))
                .build();
        assertThat(ProvisioningFiles.of(two).environment())
                .isEqualTo(Map.of(
                        "DATA_SOURCE_X_Y_JSONDATA_DEFAULTREGION", Aws.REGION,
                        "DATA_SOURCE_X_Y_JSONDATA_DEFAULTREGION_2", Aws.URL_SUFFIX));
    }

    @Test
    void literalValuesAreInTheFileAndNoVariables() throws IOException {
        GrafanaContent literal = GrafanaContent.Builder.create()
                .dataSources(DataSource.cloudWatch("eu-west-1").jsonData("customMetricsNamespaces", "A$B,$C"))
                .build();
        GrafanaBuildFolder.of(literal).write(folder);
        assertThat(ProvisioningFiles.of(literal).environment()).isEmpty();
        assertThat(file("provisioning/datasources/ecs-monitoring.yaml"))
                .contains("defaultRegion: eu-west-1", "customMetricsNamespaces: \"A$$B,$$C\"");
    }

    @Test
    void nestedValuesAreSortedAndMayBeKnownAtDeploymentOnly() throws IOException {
        GrafanaContent nested = GrafanaContent.Builder.create()
                .dataSources(DataSource.cloudWatch("eu-west-1")
                        .jsonData("logGroups", List.of(Map.of("name", "b", "arn", Aws.PARTITION, "accountId", "a"))))
                .build();
        GrafanaBuildFolder.of(nested).write(folder);
        Map<String, Object> source = Synth.map(
                Synth.list(yaml("provisioning/datasources/ecs-monitoring.yaml").get("datasources"))
                        .get(0));
        assertThat(Synth.map(source.get("jsonData")).get("logGroups"))
                .hasToString(
                        "[{accountId=a, arn=${DATA_SOURCE_ECS_MONITORING_CLOUDWATCH_JSONDATA_LOGGROUPS_0_ARN}, name=b}]");
    }

    @Test
    void sameContentGivesTheSameBytes(@TempDir Path other) throws IOException {
        GrafanaBuildFolder.of(content).write(folder);
        GrafanaBuildFolder.of(content).write(other);
        Map<String, String> second = new TreeMap<>();
        for (String name : files()) {
            second.put(name, Files.readString(other.resolve(name)));
            assertThat(file(name)).isEqualTo(second.get(name));
        }
    }

    @Test
    void pluginsAreThoseOfTheContentAndTheUsers() {
        assertThat(GrafanaBuildFolder.of(content)
                        .plugin("grafana-x-ray-datasource", "2.16.4")
                        .plugin("grafana-clock-panel", "3.0.0")
                        .dockerfile())
                .contains("install grafana-amazonprometheus-datasource 3.2.0", "install grafana-clock-panel 3.0.0")
                .contains("install grafana-x-ray-datasource 2.16.4")
                .doesNotContain("2.17.1");
        assertThat(GrafanaBuildFolder.of(GrafanaContent.Builder.create().build())
                        .baseImage("registry.example.com:5000/grafana:12.4.12")
                        .dockerfile())
                .startsWith("FROM registry.example.com:5000/grafana:12.4.12\n")
                .doesNotContain("plugins install");
    }

    @Test
    void folderWithFilesIsRejected() throws IOException {
        Files.writeString(folder.resolve("old.json"), "{}");
        GrafanaBuildFolder build = GrafanaBuildFolder.of(content);
        assertThatThrownBy(() -> build.write(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("folder must be empty or absent, since old dashboards would be part of the image, got "
                        + folder + " with files: delete it first");
    }

    @Test
    void unpinnedPluginsAndImagesAreRejected() {
        GrafanaBuildFolder build = GrafanaBuildFolder.of(content);
        assertThatThrownBy(() -> build.plugin("grafana-clock-panel", "latest"))
                .hasMessage("version of plugin grafana-clock-panel must look like 2.17.1, got \"latest\"");
        assertThatThrownBy(() -> build.plugin("x && rm -rf /", "1.0.0"))
                .hasMessage("plugin must be an id of grafana.com/grafana/plugins such as grafana-x-ray-datasource, got"
                        + " \"x && rm -rf /\"");
        assertThatThrownBy(() -> build.baseImage("grafana/grafana:latest"))
                .hasMessageStartingWith("image must have a tag other than \"latest\" or a digest");
        assertThatThrownBy(() -> PluginVersions.DEFAULTS.of(List.of("grafana-timestream-datasource")))
                .hasMessage(
                        "plugin grafana-timestream-datasource, which a data source needs, must have a version: set it"
                                + " with plugin(\"grafana-timestream-datasource\", \"1.2.3\")");
    }
}
