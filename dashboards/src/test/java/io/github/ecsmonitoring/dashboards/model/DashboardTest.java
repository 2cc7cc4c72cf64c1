package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardTest {
    @Test
    void laysOutPanelsFromLeftToRightAndStartsALineForEachRow() {
        String json = Dashboard.Builder.create("test", "Test", "A test.")
                .panel(stat())
                .panel(lines().width(24))
                .row("More")
                .panel(lines())
                .panel(stat())
                .build()
                .toJson();
        assertThat(json.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("\"gridPos\"") || line.startsWith("\"id\"")))
                .containsExactly(
                        "\"id\": null,",
                        "\"id\": 1,",
                        "\"gridPos\": {\"x\": 0, \"y\": 0, \"w\": 4, \"h\": 4},",
                        "\"id\": 2,",
                        "\"gridPos\": {\"x\": 0, \"y\": 4, \"w\": 24, \"h\": 8},",
                        "\"id\": 3,",
                        "\"gridPos\": {\"x\": 0, \"y\": 12, \"w\": 24, \"h\": 1},",
                        "\"id\": 4,",
                        "\"gridPos\": {\"x\": 0, \"y\": 13, \"w\": 12, \"h\": 8},",
                        "\"id\": 5,",
                        "\"gridPos\": {\"x\": 12, \"y\": 13, \"w\": 4, \"h\": 4},");
    }

    @Test
    void eachVariableIsFilteredByItsPredecessors() {
        String json = Dashboard.Builder.create("test", "Test", "A test.")
                .variables(
                        "up",
                        "job=\"node\"",
                        List.of(new Variable("region", "Region", ".+"), new Variable("ecs_cluster", "Cluster", ".+")))
                .build()
                .toJson();
        assertThat(json.lines().map(String::strip).filter(line -> line.startsWith("\"definition\"")))
                .containsExactly(
                        "\"definition\": \"label_values(up{job=\\\"node\\\"}, region)\",",
                        "\"definition\": \"label_values(up{job=\\\"node\\\",region=~\\\"$region\\\"}, ecs_cluster)\",");
    }

    @Test
    void aCollapsedRowHoldsItsPanels() {
        String json = Dashboard.Builder.create("test", "Test", "A test.")
                .collapsedRow("Rarely needed")
                .panel(stat())
                .row("More")
                .panel(lines())
                .build()
                .toJson();
        assertThat(json.lines().filter(line -> line.matches(" *\"(title|collapsed|gridPos)\".*")))
                .containsExactly(
                        "  \"title\": \"Test\",",
                        "      \"title\": \"ECS dashboards\",",
                        "      \"title\": \"Rarely needed\",",
                        "      \"collapsed\": true,",
                        "      \"gridPos\": {\"x\": 0, \"y\": 0, \"w\": 24, \"h\": 1},",
                        "          \"title\": \"Up\",",
                        "          \"gridPos\": {\"x\": 0, \"y\": 1, \"w\": 4, \"h\": 4},",
                        "      \"title\": \"More\",",
                        "      \"collapsed\": false,",
                        "      \"gridPos\": {\"x\": 0, \"y\": 5, \"w\": 24, \"h\": 1},",
                        "      \"title\": \"Up\",",
                        "      \"gridPos\": {\"x\": 0, \"y\": 6, \"w\": 12, \"h\": 8},");
    }

    @Test
    void marksEventsInAllPanels() {
        assertThat(Dashboard.Builder.create("test", "Test", "A test.")
                        .annotation("Deployments", "blue", "changes(x[1m]) > 0", "{{ecs_service}}")
                        .build()
                        .toJson())
                .contains("""
                          "annotations": {
                            "list": [
                              {
                                "name": "Deployments",
                                "datasource": {"type": "prometheus", "uid": "${datasource}"},
                                "enable": true,
                                "hide": false,
                                "iconColor": "blue",
                                "expr": "changes(x[1m]) > 0",
                                "step": "60s",
                                "titleFormat": "Deployments",
                                "textFormat": "{{ecs_service}}"
                              }
                            ]
                          },
                        """);
    }

    @Test
    void aHiddenVariableHasTheFirstOfTheSelectedValues() {
        assertThat(Dashboard.Builder.create("test", "Test", "A test.")
                        .firstValue("one_region", "region", "up{region=~\"$region\"}")
                        .build()
                        .toJson())
                .contains("\"definition\": \"label_values(up{region=~\\\"$region\\\"}, region)\"")
                .contains("\"hide\": 2")
                .contains("\"includeAll\": false");
    }

    @Test
    void rejectsAPanelWithoutAQueryOrADescription() {
        assertThatThrownBy(() -> StatPanel.of("CPU", PanelUnit.SHARE, " "))
                .hasMessage("description of \"CPU\" must not be empty");
        assertThatThrownBy(() -> Dashboard.Builder.create("test", "Test", "A test.")
                        .panel(StatPanel.of("CPU", PanelUnit.SHARE, "Use.")))
                .hasMessage("panel \"CPU\" has no query");
    }

    private static StatPanel stat() {
        return StatPanel.of("Up", PanelUnit.NUMBER, "Targets.").query("up", "");
    }

    private static TimeSeriesPanel lines() {
        return TimeSeriesPanel.of("Up", PanelUnit.NUMBER, "Targets.").query("up", "");
    }
}
