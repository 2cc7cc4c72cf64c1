package io.github.ecsmonitoring.e2e;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a test changes about a collector, beside {@link Differences}: to break it, or to see more in its time.
 *
 * @param quick whether pages are scraped every 5 s
 * @param environment variables with other values; null takes one away
 */
record Change(boolean quick, Map<String, String> environment) {
    static final Change NONE = new Change(false, Map.of());
    static final Change QUICK = new Change(true, Map.of());

    Change with(String name, String value) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put(name, value);
        return new Change(quick, all);
    }

    Change without(String name) {
        return with(name, null);
    }

    void applyTo(Map<String, String> environment) {
        this.environment.forEach((name, value) -> {
            if (value == null) {
                environment.remove(name);
            } else {
                environment.put(name, value);
            }
        });
    }
}
