package io.github.ecsmonitoring.prometheus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How an alert manager reaches a receiver: one entry of a receiver's {@code sns_configs} or {@code pagerduty_configs}.
 *
 * @param type {@code sns_configs} or {@code pagerduty_configs}, which are all that AMP has
 * @param settings the entry's keys and values: text, numbers, booleans, lists and maps
 * @param templates the Go templates that the settings use, by the name of their file
 * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-receiver.html">receivers of
 *     AMP</a>
 */
public record AlertIntegration(String type, Map<String, Object> settings, Map<String, String> templates) {

    /** Copies the maps and keeps their order. */
    public AlertIntegration {
        Objects.requireNonNull(type, "type");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        templates = Collections.unmodifiableMap(new LinkedHashMap<>(templates));
    }
}
