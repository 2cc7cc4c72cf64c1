package io.github.ecsmonitoring.exporter.websecurity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a YAML file. Errors have file, line and key: {@code web.yml:3: tls_server_config.min_version must be …}.
 */
final class YamlMapping {
    /** The booleans of YAML 1.1, which exporter-toolkit accepts. */
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON");

    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF");

    private final String file;
    private final String path;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    private YamlMapping(String file, String path) {
        this.file = file;
        this.path = path;
    }

    /** Parses a document; an empty one is an empty mapping. */
    static YamlMapping parse(String file, String yaml) throws IOException {
        try {
            // Rejected below, with the line.
            LoadSettings settings = LoadSettings.builder()
                    .setAllowDuplicateKeys(true)
                    .setAllowNonScalarKeys(true)
                    .build();
            Node root = new Compose(settings).composeString(yaml).orElse(null);
            return new YamlMapping(file, "").fill(root);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new IOException(file + ":" + line + ": not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IOException(
                    file + ": not valid YAML: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private YamlMapping fill(Node node) throws IOException {
        if (isNull(node)) {
            return this;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, "", "must be a mapping of keys to values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw error(tuple.getKeyNode(), "", "has a key that is not a string");
            }
            if (nodes.put(key.getValue(), tuple.getValueNode()) != null) {
                throw error(key, key.getValue(), "is a duplicate key");
            }
        }
        return this;
    }

    /** Rejects other keys. */
    YamlMapping allow(String... keys) throws IOException {
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            if (!Set.of(keys).contains(entry.getKey())) {
                throw error(entry.getValue(), entry.getKey(), "is unknown, allowed " + String.join(", ", keys));
            }
        }
        return this;
    }

    boolean has(String key) {
        return nodes.containsKey(key);
    }

    Set<String> keys() {
        return nodes.keySet();
    }

    YamlMapping mapping(String key) throws IOException {
        return new YamlMapping(file, path + key + ".").fill(nodes.get(key));
    }

    /** The string, or "" if there is none. */
    String text(String key) throws IOException {
        Node node = nodes.get(key);
        if (isNull(node)) {
            return "";
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(node, key, "must be a string");
    }

    /** A list of strings, or null if there is none. */
    List<String> texts(String key) throws IOException {
        Node node = nodes.get(key);
        if (isNull(node)) {
            return null;
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw error(node, key, "must be a list");
        }
        List<String> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof ScalarNode scalar)) {
                throw error(item, key, "must be a list of strings");
            }
            texts.add(scalar.getValue());
        }
        return texts;
    }

    boolean toggle(String key, boolean fallback) throws IOException {
        String text = text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        if (!TRUE.contains(text) && !FALSE.contains(text)) {
            throw error(key, "must be true or false, got '" + text + "'");
        }
        return TRUE.contains(text);
    }

    /** The value of {@code choices} for the string, or {@code fallback} if there is none. */
    <T> T choice(String key, Map<String, T> choices, T fallback) throws IOException {
        String text = text(key);
        return text.isEmpty() ? fallback : choose(key, choices, text);
    }

    <T> List<T> choices(String key, Map<String, T> choices) throws IOException {
        List<T> chosen = new ArrayList<>();
        List<String> texts = texts(key);
        for (String text : texts == null ? List.<String>of() : texts) {
            chosen.add(choose(key, choices, text));
        }
        return chosen;
    }

    private <T> T choose(String key, Map<String, T> choices, String text) throws IOException {
        T choice = choices.get(text);
        if (choice == null) {
            throw error(key, "must be one of " + String.join(", ", choices.keySet()) + ", got '" + text + "'");
        }
        return choice;
    }

    /** An error in the value of a key. */
    IOException error(String key, String what) {
        return error(nodes.get(key), key, what);
    }

    private IOException error(Node node, String key, String what) {
        String line = node == null
                ? ""
                : node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
        String name = path + key;
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return new IOException(file + line + ": " + (name.isEmpty() ? "the file" : name) + " " + what);
    }

    private static boolean isNull(Node node) {
        return node == null
                || node instanceof ScalarNode scalar
                        && scalar.isPlain()
                        && Set.of("", "~", "null").contains(scalar.getValue());
    }
}
