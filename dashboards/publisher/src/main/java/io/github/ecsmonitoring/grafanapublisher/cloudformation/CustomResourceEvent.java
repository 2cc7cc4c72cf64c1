package io.github.ecsmonitoring.grafanapublisher.cloudformation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;

/**
 * A valid event.
 *
 * @param physicalResourceId empty for {@link RequestType#CREATE}
 * @param oldProperties empty unless it is an update
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html">request
 *     fields</a>
 */
public record CustomResourceEvent(
        RequestType requestType,
        String resourceType,
        String physicalResourceId,
        ResourceProperties properties,
        ResourceProperties oldProperties) {

    /** The operation of the stack on the resource. */
    public enum RequestType {
        CREATE("Create"),
        UPDATE("Update"),
        DELETE("Delete");

        private final String text;

        RequestType(String text) {
            this.text = text;
        }

        private static RequestType of(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.text.equals(text))
                    .findAny()
                    .orElseThrow(() -> new MalformedEventException(
                            "RequestType must be Create, Update or Delete, got \"" + text + "\""));
        }
    }

    /**
     * Reads an event.
     *
     * @throws MalformedEventException if a field is missing or has another type
     */
    public static CustomResourceEvent of(JsonObject event) {
        required(event, "StackId");
        required(event, "RequestId");
        required(event, "LogicalResourceId");
        RequestType type = RequestType.of(required(event, "RequestType"));
        return new CustomResourceEvent(
                type,
                required(event, "ResourceType"),
                type == RequestType.CREATE ? "" : required(event, "PhysicalResourceId"),
                properties(event, "ResourceProperties", true),
                properties(event, "OldResourceProperties", false));
    }

    private static String required(JsonObject event, String field) {
        String text = EventEnvelope.text(event, field);
        if (text.isBlank()) {
            throw new MalformedEventException("event must have a string " + field + ", got " + event.get(field));
        }
        return text;
    }

    private static ResourceProperties properties(JsonObject event, String field, boolean required) {
        JsonElement properties = event.get(field);
        boolean missing = properties == null || properties.isJsonNull();
        if (missing && !required) {
            return new ResourceProperties(field, new JsonObject());
        }
        if (missing || !properties.isJsonObject()) {
            throw new MalformedEventException("event must have an object " + field + ", got " + properties);
        }
        return new ResourceProperties(field, properties.getAsJsonObject());
    }
}
