package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeSeriesPanelTest {
    @Test
    void comparedSeriesHaveALegendWithTheirLastAndHighestValues() {
        assertThat(legend(panel().query("up", "{{instance}}"))).isEqualTo("""
                        {
                          "displayMode": "table",
                          "placement": "bottom",
                          "showLegend": true,
                          "calcs": ["last", "max"],
                          "sortBy": "Last",
                          "sortDesc": true
                        }
                        """);
    }

    @Test
    void aSingleSeriesHasNoLegend() {
        assertThat(legend(panel().query("sum(up)", ""))).contains("\"showLegend\": false");
    }

    @Test
    void severalQueriesHaveALegend() {
        assertThat(legend(panel().query("sum(a)", "a").query("sum(b)", "b"))).contains("\"showLegend\": true");
    }

    @Test
    void linksOfSeriesOpenInTheSameTabWithinGrafanaAndInANewOneElsewhere() {
        DashboardJson json = panel().query("up", "{{instance}}")
                .seriesLink("Task", "/d/ecs-task")
                .seriesLink("Console", "https://example.com/")
                .json(1, 0, 0);
        assertThat(DashboardJson.write(json).lines().map(String::strip).filter(line -> line.contains("targetBlank")))
                .containsExactly(
                        "{\"title\": \"Task\", \"url\": \"/d/ecs-task\", \"targetBlank\": false},",
                        "{\"title\": \"Console\", \"url\": \"https://example.com/\", \"targetBlank\": true}");
    }

    @Test
    void aSoftMaximumShowsTheLineOfAnAlertAboveSmallValues() {
        DashboardJson custom = panel().line(3).softMax(4).custom();
        assertThat(custom.get("axisSoftMax")).isEqualTo(4.0);
        assertThat(DashboardJson.write(custom.get("thresholdsStyle"))).isEqualTo("{\"mode\": \"dashed\"}\n");
    }

    @Test
    void theAxisFollowsTheDataByDefault() {
        assertThat(panel().line(3).custom().get("axisSoftMax")).isNull();
    }

    private static TimeSeriesPanel panel() {
        return TimeSeriesPanel.of("Up", PanelUnit.NUMBER, "Targets.");
    }

    private static String legend(TimeSeriesPanel panel) {
        return DashboardJson.write(((DashboardJson) panel.json(1, 0, 0).get("options")).get("legend"));
    }
}
