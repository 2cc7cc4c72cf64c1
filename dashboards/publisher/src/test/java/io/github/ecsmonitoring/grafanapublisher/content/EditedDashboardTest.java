package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Dashboards that people and the publisher change. */
@ParameterizedClass
@EnumSource
class EditedDashboardTest {
    private static final String REMEDY = "; to get the published one again, delete it in Grafana or turn on overwriting"
            + " of edited dashboards, and publish again\n";

    private final Lab lab;

    EditedDashboardTest(Behaviour behaviour) throws IOException {
        lab = Lab.with(behaviour);
        lab.publish(Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task")));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private String publish(String title) {
        return lab.publish(Example.onlyDashboards(Example.dashboard("ecs-task", title)));
    }

    private String title() {
        return lab.grafana.dashboards().get("ecs-task").get("title").getAsString();
    }

    @Test
    void aNewVersionReplacesTheOneThatWasPublished() {
        assertThat(publish("ECS tasks")).endsWith("dashboard ecs-task UPDATED\n");
        assertThat(title()).isEqualTo("ECS tasks");
        assertThat(publish("ECS tasks")).endsWith("dashboard ecs-task UNCHANGED\n");
    }

    @Test
    void anEditedDashboardIsKeptAndReported() {
        lab.grafana.dashboards().saveByPerson("ecs-task", "Edited", "ecs-monitoring");
        assertThat(publish("ECS tasks"))
                .endsWith("dashboard ecs-task KEPT: its latest version was not saved by this stack, but by a person or"
                        + " another tool" + REMEDY);
        assertThat(title()).isEqualTo("Edited");
    }

    @Test
    void anEditedDashboardIsOverwrittenOnDemandAndIsThePublishersAgain() {
        lab.grafana.dashboards().saveByPerson("ecs-task", "Edited", "ecs-monitoring");
        DesiredContent desired = Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task"));
        Report report = lab.publisher(Example.OWNER, true).publish(desired, OwnContent.NONE);
        assertThat(Lab.text(report)).endsWith("dashboard ecs-task UPDATED\n");
        assertThat(publish("ECS tasks")).endsWith("dashboard ecs-task UPDATED\n");
    }

    @Test
    void aDashboardThatAPersonSavedInTheNewSchemaIsKeptToo() {
        lab.grafana.dashboards().saveByPersonInNewSchema("ecs-task");
        assertThat(publish("ECS tasks")).contains("dashboard ecs-task KEPT: its latest version was not saved by");
        assertThat(lab.remove(new OwnContent(List.of(), List.of(), List.of("ecs-task"))))
                .contains("dashboard ecs-task KEPT: not deleted, since its latest version was not saved by");
        DesiredContent desired = Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task"));
        assertThat(Lab.text(lab.publisher(Example.OWNER, true).publish(desired, OwnContent.NONE)))
                .endsWith("dashboard ecs-task UPDATED\n");
    }

    @Test
    void aDashboardThatGrafanaItselfConvertedIsStillThePublishers() {
        lab.grafana.dashboards().convert("ecs-task");
        assertThat(publish("ECS task")).endsWith("dashboard ecs-task UNCHANGED\n");
        assertThat(publish("ECS tasks")).endsWith("dashboard ecs-task UPDATED\n");
    }

    @Test
    void aDashboardThatAPersonSavedWithoutAChangeIsUnchanged() {
        lab.grafana.dashboards().saveByPerson("ecs-task", "ECS task", "ecs-monitoring");
        assertThat(publish("ECS task")).endsWith("dashboard ecs-task UNCHANGED\n");
    }

    @Test
    void anEditBetweenTheLookAndTheWriteIsNotOverwritten() {
        lab.grafana.before(
                "POST /api/dashboards/db",
                () -> lab.grafana.dashboards().saveByPerson("ecs-task", "Edited", "ecs-monitoring"));
        assertThat(publish("ECS tasks")).contains("dashboard ecs-task KEPT: ");
        assertThat(title()).isEqualTo("Edited");
        assertThat(lab.grafana.calls()).contains("POST /api/dashboards/db 412\n");
    }

    @Test
    void aDashboardOfAPersonWithTheUidIsKept() {
        lab.grafana.dashboards().saveByPerson("ecs-node", "Mine", "");
        assertThat(lab.publish(Example.onlyDashboards(Example.dashboard("ecs-node", "ECS node"))))
                .contains("dashboard ecs-node KEPT: ");
    }

    @Test
    void aDashboardMovesToItsNewFolder() {
        lab.grafana.folders().add("other", "Other", "admin");
        assertThat(lab.publish(Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task", "other"))))
                .endsWith("dashboard ecs-task UPDATED\n");
        assertThat(lab.grafana.dashboards().folderOf("ecs-task")).isEqualTo("other");
    }

    @Test
    void aDashboardThatAPersonMovedStaysThere() {
        lab.grafana.folders().add("mine", "Mine", "admin");
        lab.grafana.dashboards().moveByPerson("ecs-task", "mine");
        assertThat(publish("ECS task"))
                .endsWith("dashboard ecs-task KEPT: it was moved to another folder (uid mine)" + REMEDY);
        assertThat(lab.grafana.dashboards().folderOf("ecs-task")).isEqualTo("mine");
    }

    @Test
    void aNewVersionDoesNotUndoTheMoveOfAPerson() {
        lab.grafana.folders().add("mine", "Mine", "admin");
        lab.grafana.dashboards().moveByPerson("ecs-task", "mine");
        assertThat(publish("ECS tasks"))
                .endsWith("dashboard ecs-task KEPT: it was moved to another folder (uid mine)" + REMEDY);
        assertThat(lab.grafana.dashboards().folderOf("ecs-task")).isEqualTo("mine");
    }

    @Test
    void aDashboardThatAPersonMovedToItsNewFolderIsUpdatedThere() {
        lab.grafana.folders().add("other", "Other", "admin");
        lab.grafana.dashboards().moveByPerson("ecs-task", "other");
        assertThat(lab.publish(Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task", "other"))))
                .endsWith("dashboard ecs-task UPDATED\n");
    }

    @Test
    void aDashboardOfAnotherStackIsKeptAndItsOwnerNamedEvenIfTheContentIsTheSame() {
        for (String title : List.of("ECS tasks", "ECS task")) {
            DesiredContent desired = Example.onlyDashboards(Example.dashboard("ecs-task", title));
            Report report = lab.publisher("Other/Content", false).publish(desired, OwnContent.NONE);
            assertThat(Lab.text(report))
                    .endsWith("dashboard ecs-task KEPT: it is published by " + Example.OWNER + REMEDY);
        }
    }

    @Test
    void idAndVersionOfTheFileAreNotSent() {
        String body = lab.grafana.received().stream()
                .filter(request -> request.call().equals("POST /api/dashboards/db"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(body)
                .contains("\"dashboard\":{\"id\":null,\"uid\":\"ecs-task\",\"title\":\"ECS task\"")
                .contains("\"message\":\"Published by ecs-monitoring, owner " + Example.OWNER
                        + ", folder ecs-monitoring, sha256 ")
                .contains("\"overwrite\":false")
                .doesNotContain("\"version\"");
    }
}
