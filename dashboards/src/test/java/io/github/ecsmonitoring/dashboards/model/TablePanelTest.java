package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablePanelTest {
    private final TablePanel table = TablePanel.of("Containers", "What runs.")
            .link("ecs_service", "Service", "/d/ecs-task?var-ecs_service=${__value.raw}")
            .label("container_name", "Container")
            .number(
                    "Memory",
                    PanelUnit.SHARE,
                    Thresholds.highIsBad(0.9),
                    "max by (ecs_service, container_name) (memory)")
            .words(
                    "Health",
                    PanelUnit.NUMBER,
                    Thresholds.highIsBad(1),
                    "max by (ecs_service, container_name) (health)",
                    Map.of(0, "good", 1, "bad"));

    @Test
    void mergesTheResultsAndNamesTheColumnsInOrder() {
        assertThat(DashboardJson.write(table.transformations())).isEqualTo("""
                [
                  {"id": "merge", "options": {}},
                  {
                    "id": "organize",
                    "options": {
                      "excludeByName": {"Time": true},
                      "indexByName": {"ecs_service": 0, "container_name": 1, "Value #A": 2, "Value #B": 3},
                      "renameByName": {
                        "ecs_service": "Service",
                        "container_name": "Container",
                        "Value": "Memory",
                        "Value #A": "Memory",
                        "Value #B": "Health"
                      }
                    }
                  }
                ]
                """);
    }

    @Test
    void everyQueryIsAnInstantQueryForATable() {
        assertThat((List<?>) table.json(1, 0, 0).get("targets"))
                .map(target -> (DashboardJson) target)
                .extracting(
                        target -> target.get("refId"),
                        target -> target.get("instant"),
                        target -> target.get("range"),
                        target -> target.get("format"))
                .containsExactly(tuple("A", true, false, "table"), tuple("B", true, false, "table"));
    }

    @Test
    void overridesUnitsAndMappingsOfNumbersAndLinksOfLabels() {
        assertThat(DashboardJson.write(table.overrides())
                        .lines()
                        .map(String::strip)
                        .filter(line -> line.contains("\"matcher\"")
                                || line.contains("\"url\"")
                                || line.contains("\"unit\"")
                                || line.contains("\"text\"")))
                .containsExactly(
                        "\"matcher\": {\"id\": \"byName\", \"options\": \"Service\"},",
                        "\"value\": [{\"title\": \"Service ${__value.raw}\", \"url\": \"/d/ecs-task?var-ecs_service=${__value.raw}\", \"targetBlank\": false}]",
                        "\"matcher\": {\"id\": \"byName\", \"options\": \"Memory\"},",
                        "{\"id\": \"unit\", \"value\": \"percentunit\"},",
                        "\"value\": [{\"type\": \"special\", \"options\": {\"match\": \"null+nan\", \"result\": {\"text\": \"no data\", \"color\": \"#8e8e8e\"}}}]",
                        "\"matcher\": {\"id\": \"byName\", \"options\": \"Health\"},",
                        "{\"id\": \"unit\", \"value\": \"short\"},",
                        "{\"type\": \"special\", \"options\": {\"match\": \"null+nan\", \"result\": {\"text\": \"no data\", \"color\": \"#8e8e8e\"}}},",
                        "{\"type\": \"value\", \"options\": {\"0\": {\"text\": \"good\", \"index\": 1}}},",
                        "{\"type\": \"value\", \"options\": {\"1\": {\"text\": \"bad\", \"index\": 2}}}");
    }

    @Test
    void aColumnWithFurtherLinksHasAMenu() {
        TablePanel tasks = TablePanel.of("Tasks", "Each task.")
                .link("instance", "Task", "/d/ecs-task?var-instance=${__value.raw}")
                .furtherLink("Task", "ECS console", "https://console.example/${__value.raw}")
                .number("CPU", PanelUnit.SHARE, Thresholds.none(), "cpu");
        assertThat(DashboardJson.write(tasks.overrides().get(0))).isEqualTo("""
                {
                  "matcher": {"id": "byName", "options": "Task"},
                  "properties": [
                    {
                      "id": "links",
                      "value": [
                        {"title": "Task ${__value.raw}", "url": "/d/ecs-task?var-instance=${__value.raw}", "targetBlank": false},
                        {"title": "ECS console", "url": "https://console.example/${__value.raw}", "targetBlank": true}
                      ]
                    }
                  ]
                }
                """);
    }

    @Test
    void aColumnMayHaveMoreDigitsThanGrafanaShows() {
        TablePanel objectives = TablePanel.of("Objectives", "Each objective.")
                .number("Target", PanelUnit.SHARE, Thresholds.none(), "objective")
                .decimals("Target", 3);
        assertThat(DashboardJson.write(objectives.overrides().get(0))).contains("{\"id\": \"decimals\", \"value\": 3}");
    }
}
