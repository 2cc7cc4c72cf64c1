package io.github.ecsmonitoring.grafana.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.ecsmonitoring.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Aws;

class GrafanaFolderTest {
    private static final GrafanaFolder ORDERS = GrafanaFolder.of("Orders");

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void bundledDashboardsAreThoseOfTheModule() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../dashboards"))) {
            assertThat(Stream.concat(BundledDashboards.NAMES.stream(), Stream.of(BundledDashboards.SLO)))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".json"))
                                    .map(name -> name.replace(".json", ""))
                                    .toList());
        }
    }

    @Test
    void ecsHasTheBundledDashboards() throws Exception {
        GrafanaFolder ecs = GrafanaFolder.ecs();
        assertThat(ecs.getUid()).isEqualTo("ecs-monitoring");
        assertThat(ecs.getTitle()).isEqualTo("ECS");
        assertThat(ecs.getDashboards())
                .extracting(DashboardFile::uid, DashboardFile::title, DashboardFile::origin)
                .containsExactly(
                        tuple("ecs-fleet", "ECS fleet", "the library's dashboard ecs-fleet"),
                        tuple("ecs-service", "ECS service", "the library's dashboard ecs-service"),
                        tuple("ecs-app", "ECS app", "the library's dashboard ecs-app"),
                        tuple("ecs-task", "ECS task", "the library's dashboard ecs-task"),
                        tuple("ecs-node", "ECS node", "the library's dashboard ecs-node"),
                        tuple("ecs-pipeline", "ECS pipeline and cost", "the library's dashboard ecs-pipeline"),
                        tuple("ecs-alerts", "ECS alerts", "the library's dashboard ecs-alerts"));
        for (DashboardFile dashboard : ecs.getDashboards()) {
            assertThat(Synth.JSON.readTree(dashboard.json()))
                    .isEqualTo(Synth.JSON.readTree(Path.of("../dashboards/" + dashboard.uid() + ".json")
                            .toFile()));
        }
    }

    @Test
    void ecsWithSloHasTheDashboardOfObjectivesToo() {
        assertThat(GrafanaFolder.ecsWithSlo().getDashboards())
                .extracting(DashboardFile::uid)
                .startsWith(BundledDashboards.NAMES.toArray(String[]::new))
                .endsWith("ecs-slo")
                .hasSize(BundledDashboards.NAMES.size() + 1);
        assertThat(GrafanaFolder.ecsWithSlo().getUid())
                .isEqualTo(GrafanaFolder.ecs().getUid());
    }

    @Test
    void folderOfFilesIsSortedByName() throws Exception {
        file("b.json", "{\"uid\": \"second\", \"title\": \"Second\"}");
        file("a.json", "{\"uid\": \"first\", \"title\": \" First \"}");
        file("notes.txt", "no dashboard");
        file("._a.json", "written by macOS");
        Files.createDirectory(folder.resolve("screenshots.json"));
        assertThat(ORDERS.dashboards(folder)
                        .dashboard("{\"title\": \"Third\", \"uid\": \"third\"}")
                        .getDashboards())
                .extracting(DashboardFile::uid, DashboardFile::title, DashboardFile::origin)
                .containsExactly(
                        tuple("first", "First", folder.resolve("a.json").toString()),
                        tuple("second", "Second", folder.resolve("b.json").toString()),
                        tuple("third", "Third", "dashboard 3 of folder Orders"));
    }

    @Test
    void foldersInAFolderAreAnError() throws Exception {
        file("a.json", "{\"uid\": \"first\", \"title\": \"First\"}");
        Path old = Files.createDirectory(folder.resolve("old"));
        file("old/b.json", "{\"uid\": \"second\", \"title\": \"Second\"}");
        assertThatThrownBy(() -> ORDERS.dashboards(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("folder " + folder + " must have no folders with dashboards, got " + old
                        + ": add it with dashboards(...) to the same or another GrafanaFolder");
    }

    @Test
    void tokensAreAnError() {
        assertThatThrownBy(() -> GrafanaFolder.of("Orders in " + Aws.REGION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "folder: title must be known at synth, got the token \\$\\{Token\\[AWS.Region.\\d+]}");
        assertThatThrownBy(() ->
                        ORDERS.dashboard("{\"uid\": \"a\", \"title\": \"A\", \"description\": \"" + Aws.REGION + "\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "dashboard 1 of folder Orders must be known at synth, got the token \\$\\{Token\\[AWS.Region.\\d+]}");
    }

    @Test
    void idOfTheOtherGrafanaIsRemoved() throws Exception {
        Path file = file(
                "a.json", "\uFEFF{\n  \"id\": 17,\n  \"uid\": \"a\",\n  \"title\": \"A\",\n  \"version\": 1.0\n}\n");
        assertThat(ORDERS.dashboard(file).getDashboards().get(0).json())
                .isEqualTo("{\"id\":null,\"uid\":\"a\",\"title\":\"A\",\"version\":1.0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v0alpha1", "v1beta1", "v1"})
    void resourceOfVersion1HasTheClassicModelInItsSpec(String version) {
        DashboardFile dashboard =
                ORDERS.dashboard("""
                        {"apiVersion": "dashboard.grafana.app/%s", "kind": "Dashboard", "metadata": {"name": "orders"},
                         "spec": {"title": "Orders today", "panels": []}}
                        """.formatted(version)).getDashboards().get(0);
        assertThat(dashboard.uid()).isEqualTo("orders");
        assertThat(dashboard.json())
                .isEqualTo("{\"title\":\"Orders today\",\"panels\":[],\"uid\":\"orders\",\"id\":null}");
    }

    @Test
    void eachMethodReturnsANewFolder() {
        ORDERS.dashboard("{\"title\": \"A\", \"uid\": \"a\"}");
        ORDERS.uid("other");
        assertThat(ORDERS.getDashboards()).isEmpty();
        assertThat(ORDERS.getUid()).isEqualTo("orders");
    }

    @ParameterizedTest
    @CsvSource({"Orders, orders", "'Orders & Baskets (EU)', orders-baskets-eu", "Aufträge, auftr-ge", "2026, 2026"})
    void titleMakesTheUid(String title, String uid) {
        assertThat(GrafanaFolder.of(title).getUid()).isEqualTo(uid);
    }

    @Test
    void uidMustBeSetIfTheTitleMakesNone() {
        assertThatThrownBy(() -> GrafanaFolder.of("注文").getUid())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("folder 注文: uid must be set with uid(...), since the title makes none of 1 to 40 letters, "
                        + "digits and hyphens of ASCII");
        assertThat(GrafanaFolder.of("注文").uid("orders").getUid()).isEqualTo("orders");
    }

    @Test
    void rejectsABlankOrLongTitle() {
        assertThatThrownBy(() -> GrafanaFolder.of(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("folder: title must have 1 to 189 characters, got \"\"");
        String title = "x".repeat(190);
        assertThatThrownBy(() -> ORDERS.dashboard("{\"uid\": \"a\", \"title\": \"" + title + "\"}"))
                .hasMessage("dashboard 1 of folder Orders: title must have 1 to 189 characters, got \"" + title + "\"");
    }

    @Test
    void rejectsAnInvalidUid() {
        assertThatThrownBy(() -> ORDERS.uid("shop/orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "folder Orders: uid must have 1 to 40 letters, digits, \"-\" and \"_\", got \"shop/orders\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"uid\": \"a\",}                        ; a.json must be JSON: line 1, column 13: expected a key in double quotes, got \"}\"",
                "[]                                       ; a.json must be a JSON object, got an array",
                "null                                     ; a.json must be a JSON object, got null",
                "{\"uid\": \"a\"}                         ; a.json: title must be a text, got none",
                "{\"uid\": \"a\", \"title\": \" \"}       ; a.json: title must be a text, got \" \"",
                "{\"uid\": \"a\", \"title\": 5}           ; a.json: title must be a text, got 5",
                "{\"title\": \"Orders today\"}            ; a.json: uid must be set, since the next deployment finds the dashboard by it: add \"uid\": \"orders-today\"",
                "{\"title\": \"注文\", \"uid\": null}       ; a.json: uid must be set, since the next deployment finds the dashboard by it: add \"uid\": \"orders\"",
                "{\"title\": \"A\", \"uid\": \"a b\"}     ; a.json: uid must have 1 to 40 letters, digits, \"-\" and \"_\", got \"a b\"",
                "{\"apiVersion\": \"dashboard.grafana.app/v2beta1\", \"kind\": \"Dashboard\"} ; a.json must be a dashboard of the classic model, got the schema dashboard.grafana.app/v2beta1: export it from Grafana with the model Classic",
                "{\"title\": \"A\", \"elements\": {}, \"layout\": {}}         ; a.json must be a dashboard of the classic model, got the schema v2: export it from Grafana with the model Classic",
                "{\"dashboard\": {\"title\": \"A\"}, \"meta\": {}}            ; a.json must be a dashboard, got an answer of Grafana's HTTP API: use its field \"dashboard\"",
                "{\"title\": \"A\", \"uid\": \"a\", \"panels\": [{\"type\": \"row\", \"panels\": [{\"id\": 3, \"title\": \"Load\", \"libraryPanel\": {\"uid\": \"x\"}}]}]} ; a.json: panel Load is a library panel, which is not part of the dashboard: unlink it in Grafana and export again",
                "{\"title\": \"A\", \"uid\": \"a\", \"panels\": [{\"id\": 3, \"libraryPanel\": {\"uid\": \"x\"}}]} ; a.json: the panel with the id 3 is a library panel, which is not part of the dashboard: unlink it in Grafana and export again",
            })
    void rejectsWhatIsNoDashboard(String json, String message) throws Exception {
        Path file = file("a.json", json);
        assertThatThrownBy(() -> ORDERS.dashboard(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(folder + "/" + message);
    }

    @Test
    void errorsOfATextNameTheFolder() {
        GrafanaFolder one = ORDERS.dashboard("{\"title\": \"A\", \"uid\": \"a\"}");
        assertThatThrownBy(() -> one.dashboard("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard 2 of folder Orders must be JSON: line 1, column 2: expected a key in double quotes, "
                                + "got the end of the text");
    }

    @Test
    void rejectsFilesThatCannotBeRead() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        assertThatThrownBy(() -> ORDERS.dashboard(Path.of("missing.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dashboard must be a readable file of UTF-8 text, got missing.json in " + here
                        + ": java.nio.file.NoSuchFileException: missing.json");
        Path latin1 = Files.write(folder.resolve("latin1.json"), new byte[] {'"', (byte) 0xfc, '"'});
        assertThatThrownBy(() -> ORDERS.dashboard(latin1))
                .hasMessage("dashboard must be a readable file of UTF-8 text, got " + latin1 + " in " + here
                        + ": java.nio.charset.MalformedInputException: Input length = 1");
        assertThatThrownBy(() -> ORDERS.dashboards(Path.of("missing")))
                .hasMessage("dashboards must be in a folder, got missing, which is not a folder in " + here);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> ORDERS.dashboards(empty))
                .hasMessage("folder " + empty + " must have files *.json, got none");
    }
}
