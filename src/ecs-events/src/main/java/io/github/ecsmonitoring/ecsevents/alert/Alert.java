package io.github.ecsmonitoring.ecsevents.alert;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert of the API {@code /api/v2/alerts}. Its labels name no task, so that events of one kind, service and
 * container are one alert.
 *
 * @param kind its name, severity and summary
 * @param labels where it happened, with the names of the label contract
 * @param description the cause, as ECS gives it
 * @param taskId the latest task; null if the event is about a service
 * @param startsAt the time of the event
 */
public record Alert(AlertKind kind, Map<String, String> labels, String description, String taskId, Instant startsAt) {
    private static final int MAX_TEXT = 1000;

    public Alert {
        labels = Map.copyOf(labels);
    }

    /**
     * As JSON. The alert manager keeps the latest {@code endsAt} of alerts with the same labels.
     *
     * @param own labels to add, which do not replace those of the event
     * @param now the event may be delivered much later than it happened, and must not be resolved already
     */
    public Map<String, Object> toJson(Map<String, String> own, Instant now) {
        return Map.of(
                "labels", allLabels(own),
                "annotations", annotations(),
                "startsAt", time(startsAt),
                "endsAt", time(now.plus(kind.quietTime())));
    }

    private Map<String, String> allLabels(Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(own);
        all.putAll(labels);
        all.put("alertname", kind.alertName());
        all.put("severity", kind.severity());
        return all;
    }

    private Map<String, String> annotations() {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put("summary", kind.summary());
        annotations.put("description", cut(description));
        annotations.put("runbook_url", kind.runbookUrl());
        if (taskId != null) {
            annotations.put("ecs_task_id", taskId);
        }
        return annotations;
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= MAX_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT)) + "…";
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
