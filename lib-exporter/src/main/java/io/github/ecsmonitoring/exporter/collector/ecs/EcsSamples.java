package io.github.ecsmonitoring.exporter.collector.ecs;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Sends samples with the same labels; an absent value is omitted. */
record EcsSamples(MetricSink out, String... labels) {

    void gauge(String name, String help, OptionalDouble value) {
        if (value.isPresent()) {
            out.gauge(name, help, value.getAsDouble(), labels);
        }
    }

    void counter(String name, String help, OptionalDouble value) {
        if (value.isPresent()) {
            out.counter(name, help, value.getAsDouble(), labels);
        }
    }

    /** Sends 1 for the current state and 0 for the other known states; nothing if the state is empty. */
    void states(String name, String help, List<String> known, String state) {
        if (!state.isEmpty()) {
            Set<String> states = new LinkedHashSet<>(known);
            states.add(state);
            for (String each : states) {
                out.gauge(name, help, each.equals(state) ? 1 : 0, with("state", each));
            }
        }
    }

    private String[] with(String label, String value) {
        String[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = label;
        all[labels.length + 1] = value;
        return all;
    }
}
