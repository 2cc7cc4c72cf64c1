package io.github.ecsmonitoring.grafanapublisher.cloudformation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Properties of a custom resource. CloudFormation sends all scalars as strings.
 *
 * @param name of the field in the event, for messages
 */
public record ResourceProperties(String name, JsonObject json) {
    /** A property that must be there. */
    public String text(String property) {
        return optionalText(property)
                .orElseThrow(() -> new MalformedEventException(
                        name + "." + property + " must be a non-empty string, got " + json.get(property)));
    }

    /** A property that may be missing or empty. */
    public Optional<String> optionalText(String property) {
        return json.get(property) instanceof JsonPrimitive value
                ? Optional.of(value.getAsString()).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    /** A list of strings; empty if it is missing. */
    public List<String> texts(String property) {
        JsonElement list = json.get(property);
        if (list == null || list.isJsonNull()) {
            return List.of();
        }
        if (!list.isJsonArray()) {
            throw new MalformedEventException(name + "." + property + " must be a list of strings, got " + list);
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement item : list.getAsJsonArray()) {
            if (!item.isJsonPrimitive()) {
                throw new MalformedEventException(name + "." + property + " must be a list of strings, has " + item);
            }
            texts.add(item.getAsString());
        }
        return List.copyOf(texts);
    }

    /** A property that is {@code true} or {@code false}; false if it is missing. */
    public boolean flag(String property) {
        String text = optionalText(property).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new MalformedEventException(
                    name + "." + property + " must be \"true\" or \"false\", got \"" + text + "\"");
        }
        return text.equals("true");
    }
}
