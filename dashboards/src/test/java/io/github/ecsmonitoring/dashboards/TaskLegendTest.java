package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskLegendTest {
    @Test
    void addsALabelWithTheLastCharactersOfTheIdAndAServiceForEc2Instances() {
        assertThat(TaskLegend.names("up"))
                .isEqualTo("label_replace(label_replace(up, \"task\", \"…$1\", \"instance\", \".*(.{6})\"),"
                        + " \"ecs_service\", \"EC2\", \"ecs_service\", \"\")");
    }
}
