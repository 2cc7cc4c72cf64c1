package io.github.ecsmonitoring.grafana.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Token;

/**
 * Makes values fit for a provisioning file: a text that is known at deployment only becomes a reference to an
 * environment variable, and each {@code $} of other texts is escaped.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/v12.4/administration/provisioning/#use-environment-variables">environment
 *     variables in provisioning files</a>
 */
final class DeployTimeValues {
    private final Map<String, String> environment = new TreeMap<>();

    /** The variables that the files refer to, with their values, which are tokens. */
    Map<String, String> environment() {
        return new TreeMap<>(environment);
    }

    /**
     * A copy for a provisioning file.
     *
     * @param name what the value belongs to, from which variables get their names
     * @throws IllegalArgumentException if a token is no text, or a key contains a token
     */
    Object prepare(String name, Object value) {
        if (value instanceof String text) {
            return Token.isUnresolved(text) ? "${" + variable(name, text) + "}" : escape(text);
        }
        if (value != null && Token.isUnresolved(value)) {
            throw new IllegalArgumentException(
                    name + " must be a text if it is known at deployment only, got a token that is not");
        }
        if (value instanceof Map<?, ?> map) {
            return prepareMap(name, map);
        }
        return value instanceof List<?> list ? prepareList(name, list) : value;
    }

    private Map<String, Object> prepareMap(String name, Map<?, ?> map) {
        // Sorted, since the order of a Map.of differs between runs.
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, value) -> {
            if (Token.isUnresolved(key)) {
                throw new IllegalArgumentException(name + " must have keys that are known at synth, got a token");
            }
            copy.put(String.valueOf(key), prepare(name + " " + key, value));
        });
        return copy;
    }

    private List<Object> prepareList(String name, List<?> list) {
        List<Object> copy = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            copy.add(prepare(name + " " + i, list.get(i)));
        }
        return copy;
    }

    private String variable(String name, String value) {
        String base = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        String variable = base;
        for (int i = 2; !environment.getOrDefault(variable, value).equals(value); i++) {
            variable = base + "_" + i;
        }
        environment.put(variable, value);
        return variable;
    }

    private static String escape(String text) {
        return text.replace("$", "$$");
    }
}
