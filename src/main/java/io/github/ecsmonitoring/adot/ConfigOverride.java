package io.github.ecsmonitoring.adot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Token;

/**
 * What the user changes in a configuration, merged into it last: maps key by key, all else replaced; null takes a key
 * away.
 */
final class ConfigOverride {
    private ConfigOverride() {}

    /** What a collector takes at the top and in its service; it refuses to start with anything else. */
    private static final Map<String, Set<String>> SECTIONS = Map.of(
            "", Set.of("receivers", "processors", "exporters", "extensions", "connectors", "service"),
            "service", Set.of("extensions", "telemetry", "pipelines"));

    /** Neither argument is changed. */
    static Map<String, Object> apply(Map<String, Object> config, Map<?, ?> override) {
        Map<String, Object> merged = new LinkedHashMap<>(config);
        // Sorted: a Map.of has another order in each run, and a new text is a new deployment.
        for (String key : sortedKeys(override)) {
            Object change = override.get(key);
            if (change == null) {
                merged.remove(key);
            } else if (change instanceof Map<?, ?> map) {
                Map<String, Object> child =
                        apply(merged.get(key) instanceof Map<?, ?> before ? asMap(before) : Map.of(), map);
                // What takes away only, from a part that is not there, must not make an empty one.
                if (merged.containsKey(key) || map.isEmpty() || !child.isEmpty()) {
                    merged.put(key, child);
                }
            } else {
                merged.put(key, sorted(change));
            }
        }
        return merged;
    }

    /** Of all maps and lists within, so that what the caller does with them later changes nothing. */
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
     * @throws IllegalArgumentException that names the place of what YAML cannot say, or what only the deployment knows
     */
    static void check(Object override) {
        check("", override);
    }

    private static void check(String place, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> {
                if (!(key instanceof String name) || name.isEmpty()) {
                    throw invalid(place, "have keys that are text", key);
                }
                if (Token.isUnresolved(name)) {
                    throw unknown(place);
                }
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
            throw invalid(place, "be made of maps, lists, text, numbers and booleans", value);
        } else if (Token.isUnresolved(value)) {
            throw unknown(place);
        }
    }

    private static void requireSection(String place, String name) {
        Set<String> sections = SECTIONS.get(place);
        if (sections != null && !sections.contains(name)) {
            throw new IllegalArgumentException("configOverride" + at(place) + " must have keys of "
                    + new TreeSet<>(sections) + ", since a collector " + "starts with no other, got " + name);
        }
    }

    private static IllegalArgumentException unknown(String place) {
        return new IllegalArgumentException(
                "configOverride" + at(place)
                        + " must be known at synth, got a token: put it into the environment of the container and write ${env:NAME}");
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
