package io.github.ecsmonitoring.exporter.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was derived from names that come again at each scrape, such as devices or keys. For any number of threads. */
public final class NameCache<T> {
    /** More than a kernel writes, but devices come and go: a full cache is emptied. */
    private static final int MOST = 4096;

    private final Map<String, T> values = new ConcurrentHashMap<>();

    /** The value of a name; null if there is none. */
    public T get(String name) {
        return values.get(name);
    }

    /** Keeps the value of a name, and returns it. */
    public T put(String name, T value) {
        if (values.size() >= MOST) {
            values.clear();
        }
        values.put(name, value);
        return value;
    }
}
