package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** CloudFormation creates the custom resource of a moved construct, then deletes that of the old path. */
@ParameterizedClass
@EnumSource
class MovedConstructTest {
    private static final Owner MOVED = new Owner("Monitoring/Content", false, true);

    private final Lab lab;

    MovedConstructTest(Behaviour behaviour) throws IOException {
        lab = Lab.withPlugins(behaviour);
        lab.publish(Example.content());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private String publish(Owner owner) {
        return Lab.text(lab.publisher(owner).publish(Example.content(), OwnContent.NONE));
    }

    @Test
    void itsContentSurvivesTheDeletionOfTheOldResource() {
        publish(MOVED);
        assertThat(lab.remove(Example.own())).doesNotContain("DELETED", "FAILED");
        assertThat(publish(MOVED)).doesNotContain("CREATED", "UPDATED", "KEPT", "FAILED");
        assertThat(Lab.text(lab.publisher(MOVED).remove(Example.own()))).doesNotContain("KEPT", "FAILED");
        assertThat(lab.grafana.dashboards().get("ecs-task")).isNull();
    }

    @Test
    void aDashboardThatAPersonEditedIsStillKept() {
        lab.grafana.dashboards().saveByPerson("ecs-task", "Edited", "ecs-monitoring");
        assertThat(publish(MOVED)).contains("dashboard ecs-task KEPT: ", "dashboard ecs-node UPDATED");
    }

    @Test
    void contentOfAnotherStackIsNotTakenOver() {
        assertThat(publish(new Owner("Monitoring2/Content", false, true)))
                .contains("dashboard ecs-task KEPT: ", "data source ecs-monitoring-xray KEPT: ")
                .doesNotContain("UPDATED");
    }

    @Test
    void aLaterRunTakesOverNothing() {
        assertThat(publish(new Owner(MOVED.name(), false, false)))
                .contains("dashboard ecs-task KEPT: ")
                .doesNotContain("UPDATED");
    }
}
