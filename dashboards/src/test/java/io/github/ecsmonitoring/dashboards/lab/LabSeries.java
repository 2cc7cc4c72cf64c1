package io.github.ecsmonitoring.dashboards.lab;

import java.util.Map;
import java.util.TreeMap;

/** A series and its values. Labels include the name; they are sorted, as remote write requires. */
record LabSeries(Map<String, String> labels, Signal signal) {
    static LabSeries of(String name, Map<String, String> labels, Signal signal) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put("__name__", name);
        // An empty label is an absent label.
        all.values().removeIf(String::isEmpty);
        return new LabSeries(all, signal);
    }
}
