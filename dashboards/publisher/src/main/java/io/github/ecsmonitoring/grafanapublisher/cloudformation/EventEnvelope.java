package io.github.ecsmonitoring.grafanapublisher.cloudformation;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.net.URI;
import java.util.Optional;

/**
 * The part of an event that an answer needs. It is read even from a malformed event; missing fields are empty.
 *
 * @param responseUrl pre-signed, hence secret; null if there is none
 */
public record EventEnvelope(
        URI responseUrl, String stackId, String requestId, String logicalResourceId, String physicalResourceId) {
    /** Reads what is there. */
    public static EventEnvelope of(JsonObject event) {
        return new EventEnvelope(
                url(text(event, "ResponseURL")),
                text(event, "StackId"),
                text(event, "RequestId"),
                text(event, "LogicalResourceId"),
                text(event, "PhysicalResourceId"));
    }

    /** The URL that takes the answer. */
    public Optional<URI> answerUrl() {
        return Optional.ofNullable(responseUrl);
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            return http && url.getHost() != null ? url : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static String text(JsonObject event, String field) {
        return event.get(field) instanceof JsonPrimitive value ? value.getAsString() : "";
    }

    /** Without the URL, which a record would print. */
    @Override
    public String toString() {
        return "request " + requestId + " for " + logicalResourceId + " of stack " + stackId;
    }
}
