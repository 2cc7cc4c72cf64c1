package io.github.ecsmonitoring.ecsevents.event;

import io.github.ecsmonitoring.ecsevents.json.Fields;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event of EventBridge, parsed from JSON.
 *
 * @param type the field {@code detail-type}
 * @param detail the part that differs from type to type
 * @param resources ARNs
 * @param time when it happened
 * @param place the labels of the account and region
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html">ECS events</a>
 */
record EcsEvent(
        String type, Map<String, Object> detail, List<String> resources, Instant time, Map<String, String> place) {

    /** @throws IllegalArgumentException if a field that every event has is missing or invalid */
    static EcsEvent of(Map<String, Object> json) {
        if (json == null) {
            throw new IllegalArgumentException("event must be a JSON object, got null");
        }
        return new EcsEvent(
                required(json, "detail-type"),
                Fields.map(json, "detail"),
                Fields.texts(json, "resources"),
                time(required(json, "time")),
                Map.of("account_id", required(json, "account"), "region", required(json, "region")));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "time of an event must look like 2026-11-30T20:40:17Z, got \"" + text + "\"", e);
        }
    }

    private static String required(Map<String, Object> json, String name) {
        return Fields.text(json, name)
                .orElseThrow(() -> new IllegalArgumentException("event has no field \"" + name + "\""));
    }

    /** The labels of the place and further ones; null values are omitted. */
    Map<String, String> labels(String cluster, String service, String family, String container) {
        Map<String, String> labels = new TreeMap<>(place);
        put(labels, "ecs_cluster", cluster);
        put(labels, "ecs_service", service);
        put(labels, "ecs_task_family", family);
        put(labels, "container_name", container);
        return labels;
    }

    /** The end of a description. */
    String placeText() {
        return ", account " + place.get("account_id") + ", " + place.get("region") + ".";
    }

    private static void put(Map<String, String> labels, String name, String value) {
        if (value != null && !value.isEmpty()) {
            labels.put(name, value);
        }
    }
}
