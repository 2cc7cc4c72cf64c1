package io.github.ecsmonitoring.grafana.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.promql.MetricUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;

class GrafanaContentTest {
    private final Stack stack = Synth.stack();
    private final IPrometheusWorkspace workspace = workspace("ws-0a1b2c3d");

    @TempDir
    Path folder;

    private IPrometheusWorkspace workspace(String id) {
        return PrometheusWorkspace.fromWorkspaceArn(stack, id, "arn:aws:aps:eu-central-1:111122223333:workspace/" + id);
    }

    private static GrafanaContent content(GrafanaFolder... folders) {
        return GrafanaContent.Builder.create().folders(folders).build();
    }

    private static String dashboard(String uid, String title) {
        return "{\"uid\": \"" + uid + "\", \"title\": \"" + title + "\"}";
    }

    private static Map<String, Object> jsonData(DataSource dataSource) {
        return Synth.map(dataSource.toMap(DataSourceAuth.WORKSPACE_ROLE).get("jsonData"));
    }

    @Test
    void defaultContentIsFourDataSourcesAndTheLibrarysDashboards() {
        GrafanaContent content = GrafanaContent.of(workspace);
        assertThat(content.getDataSources())
                .extracting(DataSource::getUid, DataSource::getType)
                .containsExactly(
                        tuple("ecs-monitoring-prometheus", "grafana-amazonprometheus-datasource"),
                        tuple("ecs-monitoring-alertmanager", "alertmanager"),
                        tuple("ecs-monitoring-cloudwatch", "cloudwatch"),
                        tuple("ecs-monitoring-xray", "grafana-x-ray-datasource"));
        assertThat(content.getFolders()).extracting(GrafanaFolder::getTitle).containsExactly("ECS");
        assertThat(content.getAddedDashboards()).isEmpty();
        assertThat(content.getDashboardMetrics()).isEqualTo(MetricUse.NONE);
    }

    @Test
    void dataSourcesAreLinked() {
        List<DataSource> all = GrafanaContent.of(workspace).getDataSources();
        assertThat(jsonData(all.get(0)))
                .containsEntry("alertmanagerUid", "ecs-monitoring-alertmanager")
                .doesNotContainKey("exemplarTraceIdDestinations");
        assertThat(jsonData(all.get(2))).containsEntry("tracingDatasourceUid", "ecs-monitoring-xray");
    }

    @Test
    void firstPrometheusIsTheDefault() {
        assertThat(GrafanaContent.Builder.create()
                        .dataSources(
                                DataSource.xRay(),
                                DataSource.prometheus(workspace),
                                DataSource.prometheus(workspace("ws-2")).named("Test"))
                        .build()
                        .getDataSources())
                .extracting(dataSource ->
                        dataSource.toMap(DataSourceAuth.DEFAULT_CHAIN).get("isDefault"))
                .containsExactly(false, true, false);
    }

    @Test
    void eachWorkspaceHasItsAlertManagerAndEachAccountItsTraces() {
        String role = "arn:aws:iam::111122223333:role/grafana";
        IPrometheusWorkspace test = workspace("ws-2");
        List<DataSource> all = GrafanaContent.of(workspace)
                .plusDataSources(
                        DataSource.prometheus(test).named("Test"),
                        DataSource.alertManager(test).named("Test alerts"),
                        DataSource.cloudWatch().named("Test logs").assumeRole(role),
                        DataSource.xRay().named("Test traces").assumeRole(role))
                .getDataSources();
        assertThat(jsonData(all.get(0))).containsEntry("alertmanagerUid", "ecs-monitoring-alertmanager");
        assertThat(jsonData(all.get(2))).containsEntry("tracingDatasourceUid", "ecs-monitoring-xray");
        assertThat(jsonData(all.get(4))).containsEntry("alertmanagerUid", "ecs-monitoring-alertmanager-test-alerts");
        assertThat(jsonData(all.get(6))).containsEntry("tracingDatasourceUid", "ecs-monitoring-xray-test-traces");
    }

    @Test
    void linksOfTheUserStay() {
        DataSource cloudWatch = DataSource.cloudWatch().jsonData("tracingDatasourceUid", "tempo");
        assertThat(jsonData(GrafanaContent.Builder.create()
                        .dataSources(cloudWatch, DataSource.xRay())
                        .build()
                        .getDataSources()
                        .get(0)))
                .containsEntry("tracingDatasourceUid", "tempo");
    }

    @Test
    void additionsLeaveTheContentAsItIs() {
        GrafanaContent content = GrafanaContent.of(workspace);
        GrafanaContent more = content.plusFolders(GrafanaFolder.of("Orders").dashboard(dashboard("orders", "Load")));
        assertThat(content.getFolders()).hasSize(1);
        assertThat(more.getFolders()).extracting(GrafanaFolder::getUid).containsExactly("ecs-monitoring", "orders");
        assertThat(more.getAddedDashboards()).extracting(DashboardFile::uid).containsExactly("orders");
    }

    /** The form in which grafana.com and "Export for sharing externally" have dashboards. */
    @Test
    void inputsAreReplacedByTheDataSources() throws Exception {
        String json = """
                {"__inputs": [
                   {"name": "DS_PROMETHEUS", "label": "Prometheus", "type": "datasource", "pluginId": "prometheus"},
                   {"name": "DS_CLOUDWATCH", "label": "CloudWatch", "type": "datasource", "pluginId": "cloudwatch"},
                   {"name": "DS_EXPRESSION", "label": "Expression", "type": "datasource", "pluginId": "__expr__"},
                   {"name": "VAR_JOB", "label": "job", "type": "constant", "value": "node$1"},
                   {"name": "VAR_LIMIT", "label": "limit", "type": "constant", "value": 5}],
                 "__elements": {},
                 "__requires": [{"type": "grafana", "id": "grafana", "version": "11.0.0"}],
                 "id": null, "uid": "load", "title": "Load",
                 "templating": {"list": [{"name": "job", "type": "constant", "query": "${VAR_JOB}"}]},
                 "panels": [
                   {"title": "Load", "datasource": {"type": "prometheus", "uid": "${DS_PROMETHEUS}"},
                    "targets": [{"datasource": "${DS_PROMETHEUS}", "expr": "node_load1{job=\\"${VAR_JOB}\\", x=\\"${job}\\"} > ${VAR_LIMIT}"},
                                {"datasource": {"type": "__expr__", "uid": "${DS_EXPRESSION}"}, "expression": "$A"}]},
                   {"title": "CPU", "datasource": {"type": "cloudwatch", "uid": "${DS_CLOUDWATCH}"}}]}
                """;
        DashboardFile dashboard = GrafanaContent.of(workspace)
                .plusFolders(GrafanaFolder.of("Hosts").dashboard(json))
                .getAddedDashboards()
                .get(0);
        assertThat(Synth.JSON.readTree(dashboard.json())).isEqualTo(Synth.JSON.readTree("""
                {"id": null, "uid": "load", "title": "Load",
                 "templating": {"list": [{"name": "job", "type": "constant", "query": "node$1"}]},
                 "panels": [
                   {"title": "Load", "datasource": {"type": "prometheus", "uid": "ecs-monitoring-prometheus"},
                    "targets": [{"datasource": "ecs-monitoring-prometheus", "expr": "node_load1{job=\\"node$1\\", x=\\"${job}\\"} > 5"},
                                {"datasource": {"type": "__expr__", "uid": "__expr__"}, "expression": "$A"}]},
                   {"title": "CPU", "datasource": {"type": "cloudwatch", "uid": "ecs-monitoring-cloudwatch"}}]}
                """));
    }

    @Test
    void inputsOfOtherTypesAreAnError() {
        GrafanaFolder logs = GrafanaFolder.of("Logs").dashboard("""
                {"__inputs": [{"name": "DS_LOKI", "type": "datasource", "pluginId": "loki"}], "uid": "a", "title": "A"}
                """);
        assertThatThrownBy(() -> GrafanaContent.of(workspace).plusFolders(logs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard 1 of folder Logs: input DS_LOKI must be a data source of the type loki, which the "
                                + "content does not have; it has grafana-amazonprometheus-datasource, alertmanager, cloudwatch, "
                                + "grafana-x-ray-datasource: add one, or replace ${DS_LOKI} in the file by the uid of one that Grafana has, "
                                + "and name that with otherDataSources(...)");
        assertThatThrownBy(() -> content(logs))
                .hasMessageContaining("which the content does not have; it has none: add one");
    }

    @Test
    void constantsNeedAValue() {
        GrafanaFolder folder = GrafanaFolder.of("Orders").dashboard("""
                {"__inputs": [{"name": "VAR_A", "type": "constant", "value": 5}, {"name": "VAR_B", "type": "constant"}],
                 "uid": "a", "title": "A"}
                """);
        assertThatThrownBy(() -> content(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dashboard 1 of folder Orders: input VAR_B must have a value, got none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"default\"",
                "\"-- Mixed --\"",
                "\"Amazon Managed Prometheus\"",
                "\"ecs-monitoring-xray\"",
                "\"$ds\"",
                "\"${ds:text}\"",
                "\"[[ds]]\"",
                "{\"type\": \"prometheus\"}",
                "{\"type\": \"prometheus\", \"uid\": \"${ds}\"}",
                "{\"type\": \"prometheus\", \"uid\": \"ecs-monitoring-prometheus\"}",
                "{\"type\": \"datasource\", \"uid\": \"-- Dashboard --\"}",
                "{\"type\": \"datasource\", \"uid\": \"grafana\"}",
                "{\"type\": \"loki\", \"uid\": \"logs\"}",
            })
    void dashboardsUseDataSourcesOfTheContentAndVariables(String dataSource) {
        GrafanaFolder folder = GrafanaFolder.of("Orders").dashboard("""
                {"uid": "a", "title": "A", "templating": {"list": [{"name": "ds", "type": "datasource"}]},
                 "annotations": {"list": [{"builtIn": 1, "datasource": {"type": "grafana", "uid": "-- Grafana --"}}]},
                 "panels": [{"datasource": %s}]}
                """.formatted(dataSource));
        assertThat(GrafanaContent.Builder.create()
                        .dataSources(DataSource.prometheus(workspace), DataSource.xRay())
                        .folders(folder)
                        .otherDataSources("logs")
                        .build()
                        .getAddedDashboards())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"panels\": [{\"title\": \"Load\", \"datasource\": {\"uid\": \"P1809F7CD0C75ACF3\"}}] ; panel Load",
                "\"panels\": [{\"id\": 2, \"targets\": [{\"datasource\": \"P1809F7CD0C75ACF3\"}]}] ; the panel with the id 2",
                "\"rows\": [{\"panels\": [{\"title\": \"Load\", \"datasource\": \"P1809F7CD0C75ACF3\"}]}] ; panel Load",
                "\"annotations\": {\"list\": [{\"name\": \"Deploys\", \"datasource\": {\"uid\": \"P1809F7CD0C75ACF3\"}}]} ; annotation Deploys",
                "\"templating\": {\"list\": [{\"name\": \"job\", \"datasource\": {\"uid\": \"P1809F7CD0C75ACF3\"}}]} ; variable job",
            })
    void dataSourcesOfAnotherGrafanaAreAnError(String part, String place) {
        GrafanaFolder folder = GrafanaFolder.of("Orders").dashboard("{\"uid\": \"a\", \"title\": \"A\", " + part + "}");
        assertThatThrownBy(() -> GrafanaContent.Builder.create()
                        .dataSources(DataSource.prometheus(workspace), DataSource.xRay())
                        .folders(folder)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dashboard 1 of folder Orders: " + place
                        + " uses data source \"P1809F7CD0C75ACF3\", which the content does not have: use a variable of the type "
                        + "datasource, or one of ecs-monitoring-prometheus, ecs-monitoring-xray; if Grafana has it from elsewhere, "
                        + "add otherDataSources(\"P1809F7CD0C75ACF3\")");
    }

    @Test
    void dataSourceVariablesMustExist() {
        GrafanaFolder folder = GrafanaFolder.of("Orders")
                .dashboard(
                        "{\"uid\": \"a\", \"title\": \"A\", \"panels\": [{\"title\": \"Load\", \"datasource\": \"${DS_PROMETHEUS}\"}]}");
        assertThatThrownBy(() -> content(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard 1 of folder Orders: panel Load uses data source \"${DS_PROMETHEUS}\", but has no variable "
                                + "of that name: add a variable of the type datasource");
    }

    @Test
    void rejectsTwoDataSourcesWithTheSameUidOrName() {
        assertThatThrownBy(() -> GrafanaContent.of(workspace).plusDataSources(DataSource.prometheus(workspace("ws-2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "data sources Amazon Managed Prometheus and Amazon Managed Prometheus must have different uids, got "
                                + "\"ecs-monitoring-prometheus\" twice: give the second one another name with named(...)");
        assertThatThrownBy(() -> GrafanaContent.of(workspace)
                        .plusDataSources(DataSource.xRay().named("cloudwatch")))
                .hasMessage(
                        "data sources ecs-monitoring-cloudwatch and ecs-monitoring-xray-cloudwatch must have different names, "
                                + "got \"cloudwatch\" twice");
    }

    @Test
    void rejectsTwoDashboardsWithTheSameUid() throws Exception {
        Path first = Files.writeString(folder.resolve("orders.json"), dashboard("orders", "Orders today"));
        Path second = Files.writeString(folder.resolve("copy.json"), dashboard("orders", "Copy"));
        assertThatThrownBy(() -> content(
                        GrafanaFolder.of("Shop").dashboard(first),
                        GrafanaFolder.of("Old").dashboard(second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(first + " and " + second + " must have different uids, got \"orders\" twice");
        assertThatThrownBy(() -> content(
                        GrafanaFolder.ecs(), GrafanaFolder.of("Mine").dashboard(dashboard("ECS-task", "Tasks"))))
                .hasMessage(
                        "the library's dashboard ecs-task and dashboard 1 of folder Mine must have different uids, got "
                                + "\"ecs-task\" and \"ECS-task\", which differ only by upper and lower case");
    }

    @Test
    void rejectsTheSameTitleTwiceInAFolder() {
        GrafanaFolder shop = GrafanaFolder.of("Shop").dashboard(dashboard("a", "Orders"));
        assertThatThrownBy(() -> content(shop.dashboard(dashboard("b", "Orders "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard 1 of folder Shop and dashboard 2 of folder Shop must have different titles, since both are "
                                + "in folder Shop, got \"Orders\" twice");
        assertThatThrownBy(() -> content(shop.dashboard(dashboard("b", "ORDERS"))))
                .hasMessage(
                        "dashboard 1 of folder Shop and dashboard 2 of folder Shop must have different titles, since both are "
                                + "in folder Shop, got \"Orders\" and \"ORDERS\", which differ only by upper and lower case");
        assertThat(content(shop, GrafanaFolder.of("Old").dashboard(dashboard("b", "Orders")))
                        .getFolders())
                .hasSize(2);
    }

    @Test
    void rejectsATitleThatIsAFoldersToo() {
        assertThatThrownBy(() -> content(
                        GrafanaFolder.of("Shop").dashboard(dashboard("a", "orders")), GrafanaFolder.of("Orders")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard 1 of folder Shop: title must not be that of a folder, which Grafana 10 rejects, got \"orders\": rename the dashboard or the folder");
    }

    @Test
    void rejectsFoldersThatGrafanaCannotTellApart() {
        assertThatThrownBy(() -> content(
                        GrafanaFolder.of("Orders"), GrafanaFolder.of("ORDERS").uid("other")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("folders must have different titles, got \"ORDERS\" twice");
        assertThatThrownBy(() -> content(GrafanaFolder.of("My orders"), GrafanaFolder.of("My, orders")))
                .hasMessage("folders My orders and My, orders must have different uids, got \"my-orders\" twice: "
                        + "set another one with uid(...)");
    }

    @Test
    void rejectsGrafanasOwnFolders() {
        assertThatThrownBy(() -> content(GrafanaFolder.of("general").uid("mine")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "folder general must have another title, since General is Grafana's own folder: use another one, "
                                + "such as Overview");
        assertThatThrownBy(() -> content(GrafanaFolder.of("Shared").uid("sharedwithme")))
                .hasMessage("folder Shared: uid must not be one of Grafana's own, got \"sharedwithme\"");
    }

    @Test
    void metricsOfAddedDashboardsExtendTheProfile() {
        GrafanaContent content = GrafanaContent.of(workspace)
                .plusFolders(GrafanaFolder.of("Hosts").dashboard("""
                {"uid": "hosts", "title": "Load", "panels": [
                  {"type": "timeseries", "title": "TCP", "targets": [{"expr": "node_sockstat_TCP_alloc"}]},
                  {"type": "timeseries", "title": "CPU", "datasource": {"type": "cloudwatch", "uid": "ecs-monitoring-cloudwatch"},
                   "targets": [{"namespace": "AWS/ECS", "metricName": "CPUUtilization", "expression": "SUM(METRICS())"}]}]}
                """));
        MetricProfile expected = MetricProfile.ESSENTIAL.plus("node_sockstat_TCP_alloc");
        assertThat(MetricProfile.ESSENTIAL.extendedBy(content.getDashboardMetrics()))
                .isEqualTo(expected);
        assertThat(MetricProfile.ESSENTIAL.plusDashboard(
                        content.getAddedDashboards().get(0).json()))
                .isEqualTo(expected);
    }

    @Test
    void errorsOfPromqlNameTheDashboard() {
        GrafanaContent content = content(GrafanaFolder.of("Hosts").dashboard("""
                {"uid": "hosts", "title": "Load", "panels": [{"type": "stat", "title": "Up", "targets": [{"expr": "sum(up"}]}]}
                """));
        assertThatThrownBy(content::getDashboardMetrics)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard 1 of folder Hosts: dashboard Load, panel Up: expr must be PromQL, got \"sum(up\": at character 7: "
                                + "unexpected the end of the expression, expected an operator, \",\" or \")\"");
    }

    @Test
    void writesTheFilesOfTheAsset() throws Exception {
        GrafanaContent.Builder.create()
                .folders(
                        GrafanaFolder.of("Orders")
                                .dashboard("{\"id\": 5, \"uid\": \"load\", \"title\": \"Load \\u2265 1 \\ud83d\"}")
                                .dashboard(dashboard("errors", "Errors")),
                        GrafanaFolder.of("Empty"))
                .build()
                .writeFiles(folder);
        assertThat(files(folder))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "content.json",
                        "{\"folders\":[{\"uid\":\"orders\",\"title\":\"Orders\"},{\"uid\":\"empty\",\"title\":\"Empty\"}],"
                                + "\"dashboards\":[{\"uid\":\"load\",\"title\":\"Load \u2265 1 \\ud83d\",\"folderUid\":\"orders\","
                                + "\"file\":\"dashboards/load.json\"},{\"uid\":\"errors\",\"title\":\"Errors\",\"folderUid\":\"orders\","
                                + "\"file\":\"dashboards/errors.json\"}]}",
                        "dashboards/load.json",
                        "{\"id\":null,\"uid\":\"load\",\"title\":\"Load \u2265 1 \\ud83d\"}",
                        "dashboards/errors.json",
                        "{\"uid\":\"errors\",\"title\":\"Errors\",\"id\":null}"));
    }

    @Test
    void sameContentIsTheSameFiles() throws Exception {
        Path first = Files.createDirectory(folder.resolve("1"));
        Path second = Files.createDirectory(folder.resolve("2"));
        GrafanaContent.of(workspace).writeFiles(first);
        GrafanaContent.of(workspace("ws-2")).writeFiles(second);
        assertThat(files(first)).hasSize(1 + BundledDashboards.NAMES.size()).isEqualTo(files(second));
    }

    private static String large(String uid, int bytes) {
        String text = "x".repeat(bytes);
        return "{\"uid\":\"" + uid + "\",\"title\":\"" + uid + "\",\"description\":\"" + text + "\"}";
    }

    @Test
    void rejectsADashboardThatTheFunctionCannotRead() {
        GrafanaContent content = GrafanaContent.Builder.create()
                .folders(GrafanaFolder.of("Orders").dashboard(large("load", 5_000_000)))
                .build();
        assertThatThrownBy(() -> content.writeFiles(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard 1 of folder Orders: a dashboard must have at most 5000000 bytes, got 5000056: split it");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rejectsMoreDashboardsThanTheFunctionCanRead() {
        GrafanaFolder orders = GrafanaFolder.of("Orders");
        for (int i = 0; i < 5; i++) {
            orders = orders.dashboard(large("load-" + i, 4_100_000));
        }
        GrafanaContent content = GrafanaContent.Builder.create().folders(orders).build();
        assertThatThrownBy(() -> content.writeFiles(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "dashboards of a publication must have at most 20000000 bytes together, got 20500\\d{3}: publish some of them with a "
                                + "GrafanaPublication of its own");
    }

    private static Map<String, String> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> folder.relativize(file).toString(), GrafanaContentTest::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
