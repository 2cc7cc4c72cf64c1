package io.github.ecsmonitoring.grafanapublisher.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.Optional;

/**
 * An answer of Grafana, or of a load balancer before it.
 *
 * @param retryAfter the header's value, if any
 */
record ApiAnswer(int status, String body, Optional<String> retryAfter) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_QUOTED = 300;

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The request was not processed, so that it can be repeated. */
    boolean isThrottled() {
        return status == TOO_MANY_REQUESTS;
    }

    /** The request may have been processed. */
    boolean isServerError() {
        return status / 100 == 5;
    }

    /** @throws IOException if the body is no JSON, such as one that was cut, or a page of a proxy */
    JsonElement json() throws IOException {
        if (body.isBlank()) {
            return JsonNull.INSTANCE;
        }
        try {
            return JsonParser.parseString(body);
        } catch (JsonParseException e) {
            throw new IOException("answer with status " + status + " is not JSON: " + quoted(), e);
        }
    }

    /** Grafana's field {@code message}, or the start of another body. */
    String message() {
        return field("message").orElseGet(this::quoted);
    }

    /** Grafana's field {@code status}, such as {@code version-mismatch}; empty if there is none. */
    String reason() {
        return field("status").orElse("");
    }

    private Optional<String> field(String name) {
        try {
            return json() instanceof JsonObject object
                            && object.has(name)
                            && object.get(name).isJsonPrimitive()
                    ? Optional.of(object.get(name).getAsString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String quoted() {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "…";
    }
}
