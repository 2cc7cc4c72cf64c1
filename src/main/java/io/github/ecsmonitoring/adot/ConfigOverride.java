package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.Utf8;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Token;

/**
 * Changes that the user makes to a finished configuration: maps are merged key by key, other values are replaced, and
 * null removes a key.
 */
final class ConfigOverride {
    /** The sections at the top and in the service. A collector does not start with any other. */
    private static final Map<String, Set<String>> SECTIONS = Map.of(
            "", Set.of("receivers", "processors", "exporters", "extensions", "connectors", "service"),
            "service", Set.of("extensions", "telemetry", "pipelines"));

    private ConfigOverride() {}

    /** The configuration with all overrides, in their order; no argument is modified. */
    static Map<String, Object> applyAll(Map<String, Object> config, List<Map<String, Object>> overrides) {
        Map<String, Object> merged = config;
        for (Map<String, Object> override : overrides) {
            merged = apply(merged, override);
        }
        return merged;
    }

    private static Map<String, Object> apply(Map<String, Object> config, Map<?, ?> override) {
        Map<String, Object> merged = new LinkedHashMap<>(config);
        // Sorted: the order of a Map.of differs between runs, and a changed text is a new deployment.
        for (String key : sortedKeys(override)) {
            Object change = override.get(key);
            if (change == null) {
                merged.remove(key);
            } else if (change instanceof Map<?, ?> map) {
                Map<String, Object> child =
                        apply(merged.get(key) instanceof Map<?, ?> before ? asMap(before) : Map.of(), map);
                // Removing keys from a section that does not exist must not create an empty one.
                if (merged.containsKey(key) || map.isEmpty() || !child.isEmpty()) {
                    merged.put(key, child);
                }
            } else {
                merged.put(key, sorted(change));
            }
        }
        return merged;
    }

    /** A deep copy, which later changes by the caller do not affect. */
    static Map<String, Object> copy(Map<?, ?> override) {
        Map<String, Object> copy = new LinkedHashMap<>();
        override.forEach((key, value) -> copy.put((String) key, copyOf(value)));
        return copy;
    }

    private static Object copyOf(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        return value instanceof List<?> list
                ? list.stream().map(ConfigOverride::copyOf).toList()
                : value;
    }

    /**
     * Validates an override.
     *
     * @throws IllegalArgumentException with the position of a value that YAML cannot represent or that is a token, or
     *     of an unknown section
     */
    static void check(Object override) {
        check("", override);
    }

    private static void check(String place, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> {
                if (!(key instanceof String name) || name.isEmpty()) {
                    throw invalid(place, "have non-empty text keys", key);
                }
                if (Token.isUnresolved(name)) {
                    throw unknown(place);
                }
                requireUnicode(place, name);
                requireSection(place, name);
                if (child != null) {
                    check(place.isEmpty() ? name : place + " > " + name, child);
                }
            });
        } else if (place.isEmpty()) {
            throw invalid(place, "be a map", value);
        } else if (value instanceof List<?> list) {
            list.forEach(child -> check(place, child));
        } else if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw invalid(place, "consist of maps, lists, text, numbers and booleans", value);
        } else if (Token.isUnresolved(value)) {
            throw unknown(place);
        } else if (value instanceof String text) {
            requireUnicode(place, text);
        }
    }

    private static void requireUnicode(String place, String text) {
        if (!Utf8.canEncode(text)) {
            throw new IllegalArgumentException(
                    "configOverride" + at(place) + " must be valid Unicode, got an unpaired surrogate");
        }
    }

    private static void requireSection(String place, String name) {
        Set<String> sections = SECTIONS.get(place);
        if (sections != null && !sections.contains(name)) {
            throw new IllegalArgumentException("configOverride" + at(place) + " must use the sections "
                    + new TreeSet<>(sections) + ", got " + name + ": a collector does not start with any other");
        }
    }

    private static IllegalArgumentException unknown(String place) {
        return new IllegalArgumentException(
                "configOverride" + at(place)
                        + " must be known at synth, got a token: set an environment variable of the container and use ${env:NAME}");
    }

    private static IllegalArgumentException invalid(String place, String rule, Object got) {
        return new IllegalArgumentException("configOverride" + at(place) + " must " + rule + ", got "
                + (got == null ? "null" : got.getClass().getSimpleName() + " " + got));
    }

    private static String at(String place) {
        return place.isEmpty() ? "" : " at " + place;
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            return apply(Map.of(), map);
        }
        return value instanceof List<?> list
                ? list.stream().map(ConfigOverride::sorted).toList()
                : value;
    }

    private static TreeSet<String> sortedKeys(Map<?, ?> map) {
        TreeSet<String> keys = new TreeSet<>();
        map.keySet().forEach(key -> keys.add((String) key));
        return keys;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
