package io.github.ecsmonitoring.ecsevents.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.ecsevents.json.JsonText;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    void theStopOfAServiceEndsLaterThanTheAlertThatItMutes() {
        Map<String, Object> json =
                new Alert(AlertKind.SERVICE_STOPPED, Map.of(), "", null, TIME).toJson(Map.of(), TIME);
        assertThat(json)
                .containsEntry("labels", Map.of("alertname", "EcsServiceStopped", "severity", "none"))
                .containsEntry("startsAt", "2026-11-30T20:40:17.123Z")
                .containsEntry("endsAt", "2026-11-30T21:50:17.123Z");
    }
}
