package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Folder;
import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other items depend on. */
class PluginAndFolderTest {
    private static final DesiredContent X_RAY = new DesiredContent(
            List.of(Example.X_RAY), List.of(Example.xRay(), Example.cloudWatch()), List.of(), List.of());

    @Test
    void aDataSourceWaitsForThePluginThatWasInstalledForIt() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V10_4)) {
            assertThat(lab.publish(X_RAY)).isEqualTo("""
                    plugin grafana-x-ray-datasource CREATED
                    data source ecs-monitoring-xray CREATED
                    data source ecs-monitoring-cloudwatch CREATED
                    """);
            assertThat(lab.clock.pauses).hasSize(36).containsOnly(Duration.ofSeconds(5));
        }
    }

    @Test
    void withoutPluginManagementOnlyItsDataSourceFails() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            lab.grafana.plugins().withoutManagement();
            String why = "POST /api/plugins/grafana-x-ray-datasource/install failed with status 404: Not found; plugin"
                    + " management must be turned on for the workspace, and the catalog must be reachable from it\n";
            assertThat(lab.publish(X_RAY))
                    .isEqualTo("plugin grafana-x-ray-datasource FAILED: " + why
                            + "data source ecs-monitoring-xray FAILED: plugin grafana-x-ray-datasource failed: " + why
                            + "data source ecs-monitoring-cloudwatch CREATED\n");
        }
    }

    @Test
    void aPluginThatNeverLoadsLeavesTimeForTheRest() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            DesiredContent unavailable =
                    new DesiredContent(List.of("never-loads"), List.of(Example.cloudWatch()), List.of(), List.of());
            lab.grafana.plugins().neverLoad("never-loads");
            assertThat(lab.publish(unavailable)).isEqualTo("""
                    plugin never-loads FAILED: Grafana accepted the installation of plugin never-loads, but has not \
                    loaded it within the time of this invocation; publish again
                    data source ecs-monitoring-cloudwatch CREATED
                    """);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFolderGetsItsNewTitleAndKeepsItsDashboards(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.with(behaviour)) {
            lab.publish(Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task")));
            assertThat(lab.publish(Example.onlyFolder("Containers"))).isEqualTo("folder ecs-monitoring UPDATED\n");
            assertThat(lab.grafana.folders().get("ecs-monitoring").get("title").getAsString())
                    .isEqualTo("Containers");
            assertThat(lab.publish(Example.onlyFolder("Containers"))).isEqualTo("folder ecs-monitoring UNCHANGED\n");
            assertThat(lab.grafana.dashboards().folderOf("ecs-task")).isEqualTo("ecs-monitoring");
        }
    }

    @Test
    void dashboardsOfAFolderThatCouldNotBeMadeFailWithItsReasonAndOthersDoNot() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V10_4)) {
            lab.grafana.folders().add("mine", "ECS", "admin");
            DesiredContent desired = new DesiredContent(
                    List.of(),
                    List.of(),
                    List.of(Example.FOLDER, new Folder("shop", "Shop")),
                    List.of(Example.dashboard("ecs-task", "ECS task"), Example.dashboard("shop", "Shop", "shop")));
            String why = "POST /api/folders failed with status 409: a folder with the same name already exists in the"
                    + " current location; if there is another folder with the title \"ECS\", rename it or give this"
                    + " one another title\n";
            assertThat(lab.publish(desired))
                    .isEqualTo("folder ecs-monitoring FAILED: " + why
                            + "folder shop CREATED\n"
                            + "dashboard ecs-task FAILED: folder ecs-monitoring failed: " + why
                            + "dashboard shop CREATED\n");
        }
    }

    @Test
    void aTitleThatAnotherDashboardOfTheFolderHasIsReportedWithARemedy() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V10_4)) {
            lab.publish(Example.onlyFolder("ECS"));
            lab.grafana.dashboards().saveByPerson("mine", "ECS task", "ecs-monitoring");
            assertThat(lab.publish(Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task"))))
                    .endsWith("dashboard ecs-task FAILED: POST /api/dashboards/db failed with status 412: A dashboard"
                            + " with the same name in the folder already exists; the folder has another dashboard with"
                            + " the title \"ECS task\": rename or delete that one, or give this one another title\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherUidForTheSameTitleReplacesTheDashboard(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.with(behaviour)) {
            lab.publish(Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task")));
            OwnContent earlier = new OwnContent(List.of(), List.of(), List.of("ecs-task"));
            assertThat(lab.publish(Example.onlyDashboards(Example.dashboard("next", "ECS task")), earlier))
                    .isEqualTo("""
                            folder ecs-monitoring UNCHANGED
                            dashboard next CREATED
                            dashboard ecs-task DELETED
                            """);
        }
    }

    @Test
    void aDashboardWithoutFolderIsAtTheTopLevel() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            DesiredContent desired = new DesiredContent(
                    List.of(), List.of(), List.of(), List.of(Example.dashboard("ecs-task", "ECS task", "")));
            assertThat(lab.publish(desired)).isEqualTo("dashboard ecs-task CREATED\n");
            assertThat(lab.publish(desired)).isEqualTo("dashboard ecs-task UNCHANGED\n");
        }
    }

    @Test
    void aHiddenVersionIsReadFromTheSettings() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V10_4)) {
            lab.grafana.hideVersion();
            lab.publish(Example.onlyDataSources(Example.prometheus()));
            assertThat(lab.grafana
                            .dataSources()
                            .get("ecs-monitoring-prometheus")
                            .get("type")
                            .getAsString())
                    .isEqualTo("prometheus");
        }
    }
}
