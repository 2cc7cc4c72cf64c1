package io.github.ecsmonitoring.exporter.websecurity;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps the entries that were used last. */
final class RecentEntries<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int limit;

    RecentEntries(int limit) {
        super(16, 0.75f, true);
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
