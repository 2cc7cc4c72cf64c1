package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeSeriesPanelTest {
    private final TimeSeriesPanel panel =
            TimeSeriesPanel.of("Restarts", PanelUnit.NUMBER, "Restarts of containers.").line(3);

    @Test
    void aSoftMaximumShowsTheLineOfAnAlertAboveSmallValues() {
        assertThat(panel.softMax(4).custom().get("axisSoftMax")).isEqualTo(4.0);
        assertThat(DashboardJson.write(panel.custom().get("thresholdsStyle"))).isEqualTo("{\"mode\": \"dashed\"}\n");
    }

    @Test
    void theAxisFollowsTheDataByDefault() {
        assertThat(panel.custom().get("axisSoftMax")).isNull();
    }
}
