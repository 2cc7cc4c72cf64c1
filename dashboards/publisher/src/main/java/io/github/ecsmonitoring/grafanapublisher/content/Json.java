package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reads fields that may be missing or of another type. */
final class Json {
    private Json() {}

    /** Empty if there is no such text. */
    static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    /** An empty object if there is no such object. */
    static JsonObject object(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject found ? found : new JsonObject();
    }

    static boolean isTrue(JsonObject object, String name) {
        return text(object, name).equals("true");
    }

    /** True if the actual value has all keys and values of the desired one; it may have more keys. */
    static boolean contains(JsonElement actual, JsonElement desired) {
        if (actual instanceof JsonObject object && desired instanceof JsonObject wanted) {
            return wanted.entrySet().stream()
                    .allMatch(field ->
                            object.has(field.getKey()) && contains(object.get(field.getKey()), field.getValue()));
        }
        return desired.equals(actual);
    }

    /** A copy of the one with the fields of the other in their places. */
    static JsonObject merged(JsonObject actual, JsonObject desired) {
        JsonObject merged = actual.deepCopy();
        desired.entrySet()
                .forEach(field -> merged.add(
                        field.getKey(),
                        merged.get(field.getKey()) instanceof JsonObject object
                                        && field.getValue() instanceof JsonObject wanted
                                ? merged(object, wanted)
                                : field.getValue().deepCopy()));
        return merged;
    }
}
