package io.github.ecsmonitoring.prometheus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A rule that Prometheus evaluates at an interval: an {@link AlertRule} or a {@link RecordingRule}. Immutable. */
public abstract class PrometheusRule {
    private static final List<String> ORDER =
            List.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");

    private final Map<String, Object> fields;

    PrometheusRule(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** The rule in a rules file. */
    final Map<String, Object> fields() {
        Map<String, Object> sorted = new LinkedHashMap<>();
        for (String key : ORDER) {
            if (fields.containsKey(key)) {
                sorted.put(key, fields.get(key));
            }
        }
        return sorted;
    }

    /** The fields with a further or another one. */
    final Map<String, Object> with(String key, Object value) {
        Map<String, Object> changed = fields();
        changed.put(key, Objects.requireNonNull(value, key));
        return changed;
    }

    /** The fields with a further or another entry of a map. */
    final Map<String, Object> withEntry(String key, String name, String value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (fields.get(key) instanceof Map<?, ?> present) {
            present.forEach((other, text) -> entries.put((String) other, text));
        }
        entries.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, name));
        return with(key, entries);
    }
}
