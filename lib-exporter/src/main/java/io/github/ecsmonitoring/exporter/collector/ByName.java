package io.github.ecsmonitoring.exporter.collector;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was made of names that a kernel's text has, kept for the next scrape, at which the same names come again. */
final class ByName<T> {
    /** More than a kernel writes, but devices come and go; beyond this many all is made anew. */
    private static final int MOST = 4096;

    private final Map<String, T> kept = new ConcurrentHashMap<>();

    /** What was kept; null if there is nothing. */
    T find(String name) {
        return kept.get(name);
    }

    /** Keeps {@code made}, and returns it. */
    T keep(String name, T made) {
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(name, made);
        return made;
    }
}
