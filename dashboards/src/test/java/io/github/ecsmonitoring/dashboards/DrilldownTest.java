package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrilldownTest {
    @Test
    void keepsDataSourceAndTimeRangeAndSelectsEachVariable() {
        assertThat(Drilldown.to("ecs-task")
                        .keep("account_id", "region")
                        .row("ecs_service", "Service")
                        .label("instance")
                        .url())
                .isEqualTo("/d/ecs-task?${datasource:queryparam}&${account_id:queryparam}&${region:queryparam}"
                        + "&var-ecs_service=${__data.fields[\"Service\"]}&var-instance=${__field.labels.instance}"
                        + "&${__url_time_range}");
    }
}
