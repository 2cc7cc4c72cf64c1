package io.github.ecsmonitoring.ecsevents.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class AlertTest {
    private static final Instant TIME = Instant.parse("2026-11-30T20:40:17.123456Z");

    private static Alert alert(String description) {
        return new Alert(
                AlertKind.TASK_STOPPED,
                Map.of("ecs_cluster", "shop", "ecs_service", "orders"),
                description,
                "1dc5",
                TIME);
    }

    @Test
    void endsFortyMinutesAfterItWasReceived() {
        Instant twoHoursLater = TIME.plusSeconds(7200);
        assertThat(JsonText.of(alert("it exited").toJson(Map.of(), twoHoursLater)))
                .isEqualTo("""
                {"annotations":{"description":"it exited",\
                "ecs_task_id":"1dc5",\
                "runbook_url":"https://github.com/ecsmonitoring/ecs-monitoring/blob/main/dashboards/runbooks.md#ecstaskstopped",\
                "summary":"A task stopped, since a container exited"},\
                "endsAt":"2026-11-30T23:20:17.123Z",\
                "labels":{"alertname":"EcsTaskStopped","ecs_cluster":"shop","ecs_service":"orders","severity":"warning"},\
                "startsAt":"2026-11-30T20:40:17.123Z"}""");
    }

    @Test
    void ownLabelsDoNotReplaceThoseOfTheEvent() {
        assertThat(alert("").toJson(Map.of("team", "payments", "ecs_service", "other", "severity", "none"), TIME))
                .extractingByKey("labels")
                .isEqualTo(Map.of(
                        "alertname", "EcsTaskStopped",
                        "ecs_cluster", "shop",
                        "ecs_service", "orders",
                        "severity", "warning",
                        "team", "payments"));
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        assertThat(alert("x".repeat(999) + "😀😀").toJson(Map.of(), TIME))
                .extractingByKey("annotations")
                .extracting(annotations -> ((Map<?, ?>) annotations).get("description"))
                .isEqualTo("x".repeat(999) + "😀…");
    }

    @Test
    void jsonKeepsEveryCharacter() {
        String hostile = "\" \\ \n \r \t \u0000 \u001f \u007f é 😀 \ud800";
        String json = JsonText.of(List.of(Map.of("reason", hostile)));
        assertThat(json)
                .isEqualTo("[{\"reason\":\"\\\" \\\\ \\u000a \\u000d \\u0009 \\u0000 \\u001f \u007f é 😀 \\ud800\"}]");
        assertThat(new Load(LoadSettings.builder().build())
                        .loadFromString(json.replace("\\ud800", "?").replace("\u007f", "")))
                .isEqualTo(
                        List.of(Map.of("reason", hostile.replace("\ud800", "?").replace("\u007f", ""))));
    }

    @Test
    void jsonOfAnotherTypeIsAnError() {
        assertThatThrownBy(() -> JsonText.of(1)).hasMessage("value must be a map, a list or a string, got 1");
    }
}
