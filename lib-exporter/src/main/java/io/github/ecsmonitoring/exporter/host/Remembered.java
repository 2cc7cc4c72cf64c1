package io.github.ecsmonitoring.exporter.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Things by their names: a few in some of many folders, and in most none, which cost nothing then. For any number of
 * threads.
 */
final class Remembered<T> {
    /** Names that come and go must not pile up. */
    private static final int MOST = 1024;

    private volatile Map<String, T> things;

    /** Null: there is none of this name. */
    T get(String name) {
        Map<String, T> known = things;
        return known == null ? null : known.get(name);
    }

    void put(String name, T thing) {
        Map<String, T> known = things;
        if (known == null || known.size() >= MOST) {
            known = new ConcurrentHashMap<>();
            things = known;
        }
        known.put(name, thing);
    }
}
