package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesColorTest {
    @Test
    void aSeriesMayHaveAColorThatJudges() {
        TimeSeriesPanel panel = TimeSeriesPanel.of("Alerts", PanelUnit.NUMBER, "Firing alerts.")
                .query("count(critical)", "critical")
                .color("critical", "red");
        assertThat(DashboardJson.write(panel.overrides())).isEqualTo("""
                [
                  {
                    "matcher": {"id": "byName", "options": "critical"},
                    "properties": [{"id": "color", "value": {"mode": "fixed", "fixedColor": "red"}}]
                  }
                ]
                """);
    }
}
