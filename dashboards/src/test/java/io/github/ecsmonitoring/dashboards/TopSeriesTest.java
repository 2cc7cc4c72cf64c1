package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopSeriesTest {
    @Test
    void aggregatesAndKeepsTheHighestSeriesWithShortNames() {
        assertThat(TopSeries.TARGETS.limit(5).of("sum", "cpu"))
                .isEqualTo(TaskLegend.names("topk(5, sum by (ecs_service, instance) (cpu))"));
    }

    @Test
    void belowZeroTheLargestAmountsAreKept() {
        assertThat(TopSeries.DEVICES.below("sum", "written"))
                .isEqualTo(TaskLegend.names("-topk(20, sum by (ecs_service, instance, device) (written))"));
    }
}
