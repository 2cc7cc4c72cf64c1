package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import io.github.ecsmonitoring.grafanapublisher.standin.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only what the publisher created is deleted. */
class DeletionTest {
    private static final OwnContent FOLDER = new OwnContent(List.of(), List.of("ecs-monitoring"), List.of());

    @ParameterizedTest
    @EnumSource
    void whatIsNotDesiredAnyMoreIsDeletedAfterTheRest(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.withPlugins(behaviour)) {
            lab.publish(Example.content());
            assertThat(lab.publish(Example.onlyDataSources(Example.cloudWatch()), Example.own()))
                    .isEqualTo("""
                            data source ecs-monitoring-cloudwatch CREATED
                            dashboard ecs-task DELETED
                            dashboard ecs-node DELETED
                            folder ecs-monitoring DELETED
                            data source ecs-monitoring-prometheus DELETED
                            data source ecs-monitoring-xray DELETED
                            """);
        }
    }

    @Test
    void whatIsAlreadyGoneCountsAsDeleted() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            assertThat(lab.remove(Example.own())).isEqualTo("""
                    dashboard ecs-task DELETED
                    dashboard ecs-node DELETED
                    folder ecs-monitoring DELETED
                    data source ecs-monitoring-prometheus DELETED
                    data source ecs-monitoring-xray DELETED
                    """);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatPeopleCreatedOrEditedIsKept(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.withPlugins(behaviour)) {
            lab.publish(Example.onlyDashboards(Example.dashboard("ecs-task", "ECS task")));
            lab.grafana.dashboards().saveByPerson("ecs-task", "Edited", "ecs-monitoring");
            lab.grafana.dashboards().saveByPerson("ecs-node", "Mine", "");
            lab.grafana.dataSources().add("ecs-monitoring-prometheus", "Mine", "prometheus", false);
            assertThat(lab.remove(Example.own())).isEqualTo("""
                    dashboard ecs-task KEPT: not deleted, since its latest version was not saved by this stack, but by \
                    a person or another tool
                    dashboard ecs-node KEPT: not deleted, since its latest version was not saved by this stack, but by \
                    a person or another tool
                    folder ecs-monitoring KEPT: not deleted, since there is something else in it (dashboard: 1)
                    data source ecs-monitoring-prometheus KEPT: not deleted, since it was not created by this stack
                    data source ecs-monitoring-xray DELETED
                    """);
        }
    }

    @Test
    void contentOfAnotherStackIsKept() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V13)) {
            lab.publish(Example.content());
            assertThat(Lab.text(lab.publisher("Other/Content", false).remove(Example.own())))
                    .isEqualTo("""
                            dashboard ecs-task KEPT: not deleted, since it is published by Monitoring/Grafana/Content
                            dashboard ecs-node KEPT: not deleted, since it is published by Monitoring/Grafana/Content
                            folder ecs-monitoring KEPT: not deleted, since there is something else in it (dashboard: 2)
                            data source ecs-monitoring-prometheus KEPT: not deleted, since it is published by \
                            Monitoring/Grafana/Content
                            data source ecs-monitoring-xray KEPT: not deleted, since it is published by \
                            Monitoring/Grafana/Content
                            """);
        }
    }

    @Test
    void anEmptyFolderOfAPersonIsKept() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            lab.grafana.folders().add("ecs-monitoring", "ECS", "alice");
            assertThat(lab.remove(FOLDER))
                    .isEqualTo("folder ecs-monitoring KEPT: not deleted, since alice created it\n");
        }
    }

    @Test
    void aFolderWithAnAlertRuleIsKept() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            lab.publish(Example.onlyFolder("ECS"));
            lab.grafana.folders().addAlertRule("ecs-monitoring");
            assertThat(lab.remove(FOLDER))
                    .isEqualTo("folder ecs-monitoring KEPT: not deleted, since there is something else in it"
                            + " (alertrule: 1)\n");
        }
    }

    @Test
    void anAlertRuleThatAppearsBeforeTheDeletionSavesTheFolder() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            lab.publish(Example.onlyFolder("ECS"));
            lab.grafana.before(
                    "DELETE /api/folders/ecs-monitoring",
                    () -> lab.grafana.folders().addAlertRule("ecs-monitoring"));
            assertThat(lab.remove(FOLDER))
                    .isEqualTo("folder ecs-monitoring FAILED: DELETE /api/folders/ecs-monitoring failed with status"
                            + " 400: folder cannot be deleted: folder contains alert rules; move or delete what is in"
                            + " it, then delete it in Grafana\n");
        }
    }

    @Test
    void oneThatCannotBeDeletedDoesNotStopTheOthers() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V12)) {
            lab.publish(Example.content());
            lab.grafana.faults().always("DELETE /api/dashboards/uid/ecs-task", Fault.FORBIDDEN);
            assertThat(lab.remove(Example.own())).isEqualTo("""
                    dashboard ecs-task FAILED: DELETE /api/dashboards/uid/ecs-task failed with status 403: You'll need \
                    additional permissions to perform this action (the service account needs the role Admin)
                    dashboard ecs-node DELETED
                    folder ecs-monitoring KEPT: not deleted, since there is something else in it (dashboard: 1)
                    data source ecs-monitoring-prometheus DELETED
                    data source ecs-monitoring-xray DELETED
                    """);
        }
    }
}
