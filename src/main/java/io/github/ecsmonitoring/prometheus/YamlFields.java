package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.NearestName;
import io.github.ecsmonitoring.promql.PrometheusDuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The fields of a YAML mapping, read as Prometheus does: unknown keys are errors, and a number or a boolean is text
 * where text is expected.
 *
 * @param place for messages: {@code rules orders, group orders}
 */
record YamlFields(String place, Map<String, Node> values) {
    private static final String MERGE = "<<";

    /** @throws IllegalArgumentException unless it is a mapping with these keys only */
    static YamlFields of(Node node, String place, List<String> allowed) {
        YamlFields fields = new YamlFields(place, entries(node, place));
        for (Map.Entry<String, Node> entry : fields.values.entrySet()) {
            if (!allowed.contains(entry.getKey())) {
                throw new IllegalArgumentException(place + line(entry.getValue()) + ": keys must be "
                        + String.join(", ", allowed) + ", got \"" + entry.getKey() + "\""
                        + NearestName.question(entry.getKey(), allowed));
            }
        }
        return fields;
    }

    private static Map<String, Node> entries(Node node, String place) {
        if (isNull(node)) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw mustBe(place, "a mapping of keys to values", node);
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Node> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode(), place);
            if (key.equals(MERGE)) {
                merged.putAll(entries(tuple.getValueNode(), place));
            } else if (entries.put(key, tuple.getValueNode()) != null) {
                throw new IllegalArgumentException(
                        place + line(tuple.getKeyNode()) + ": keys must be unique, got \"" + key + "\" twice");
            }
        }
        merged.forEach(entries::putIfAbsent);
        return entries;
    }

    YamlFields at(String inner) {
        return new YamlFields(inner, values);
    }

    /** Empty if the key is missing or has no value. */
    Optional<String> text(String key) {
        return value(key).map(node -> scalar(node, place + ": " + key));
    }

    /** A duration in milliseconds; empty if the key is missing, has no value or a token. */
    Optional<Long> duration(String key) {
        return text(key)
                .filter(text -> !TokenText.isUnknown(text))
                .map(text -> PrometheusDuration.millis(text)
                        .orElseThrow(() -> new IllegalArgumentException(place + ": " + key + " must be "
                                + PrometheusDuration.SYNTAX + ", got \"" + text + "\"")));
    }

    /** The elements of a list; none if the key is missing or has no value. */
    List<Node> list(String key) {
        return value(key)
                .map(node -> {
                    if (!(node instanceof SequenceNode sequence)) {
                        throw mustBe(place + ": " + key, "a list", node);
                    }
                    return sequence.getValue();
                })
                .orElse(List.of());
    }

    /** A mapping of names to text; empty if the key is missing or has no value. */
    Map<String, String> texts(String key) {
        return value(key)
                .map(node -> entries(node, place + ": " + key).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> isNull(entry.getValue())
                                        ? ""
                                        : scalar(entry.getValue(), place + ": " + key + " " + entry.getKey()),
                                (one, other) -> other,
                                LinkedHashMap::new)))
                .orElseGet(LinkedHashMap::new);
    }

    private Optional<Node> value(String key) {
        return Optional.ofNullable(values.get(key)).filter(node -> !isNull(node));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String scalar(Node node, String place) {
        if (!(node instanceof ScalarNode scalar)) {
            throw mustBe(place, "text", node);
        }
        return scalar.getValue();
    }

    private static IllegalArgumentException mustBe(String place, String expected, Node got) {
        return new IllegalArgumentException(place + line(got) + " must be " + expected + ", got "
                + switch (got.getNodeType()) {
                    case MAPPING -> "a mapping";
                    case SEQUENCE -> "a list";
                    default -> "\"" + ((ScalarNode) got).getValue() + "\"";
                });
    }

    private static String line(Node node) {
        return node.getStartMark()
                .map(mark -> " (line " + (mark.getLine() + 1) + ")")
                .orElse("");
    }
}
