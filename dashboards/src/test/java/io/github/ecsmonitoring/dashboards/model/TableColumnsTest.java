package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableColumnsTest {
    @Test
    void aColumnMayHaveSeveralLinksAndAHiddenColumnHasTextsForThem() {
        TablePanel alerts = TablePanel.of("Alerts", "What fires.")
                .numbersFirst()
                .number("Severity", PanelUnit.NUMBER, Thresholds.none(), "ALERTS")
                .label("instance", "Task")
                .furtherLink("Task", "ECS task", "/d/ecs-task")
                .furtherLink("Task", "Runbook", "https://example.com/#${__data.fields[\"Anchor\"].text}")
                .hidden("anchor", "Anchor", Map.of("Down", "down"));
        assertThat(DashboardJson.write(alerts.overrides()).lines().map(String::strip))
                .contains(
                        "{\"title\": \"ECS task\", \"url\": \"/d/ecs-task\", \"targetBlank\": false},",
                        "{\"title\": \"Runbook\", \"url\": \"https://example.com/#${__data.fields[\\\"Anchor\\\"].text}\", \"targetBlank\": true}",
                        "{\"id\": \"mappings\", \"value\": [{\"type\": \"value\", \"options\": {\"Down\": {\"text\": \"down\", \"index\": 0}}}]},",
                        "{\"id\": \"custom.hidden\", \"value\": true},");
        assertThat(DashboardJson.write(alerts.transformations()))
                .contains("\"indexByName\": {\"instance\": 1, \"anchor\": 2, \"Value #A\": 0}");
    }

    @Test
    void withoutColumnsTheRowsOfTheDataSourceAreShown() {
        TablePanel traces = TablePanel.of("Traces", "Latest traces.").query(XRayQuery.traces("", "default"));
        assertThat(traces.transformations()).isEmpty();
        assertThat(DashboardJson.write(traces.options())).contains("\"sortBy\": []");
    }
}
