package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.internal.QuotedYaml;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes maps, lists, text, numbers and booleans as YAML, in insertion order. */
final class Yaml {
    private Yaml() {}

    /** One value per line. */
    static String write(Map<String, Object> document) {
        return QuotedYaml.write(document);
    }

    /** Everything on one line. */
    static String writeShort(Map<String, Object> document) {
        return QuotedYaml.writeShort(document);
    }

    /** A map of alternating keys and values that keeps their order. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
