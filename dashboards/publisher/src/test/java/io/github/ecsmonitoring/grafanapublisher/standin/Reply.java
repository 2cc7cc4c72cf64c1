package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** An answer. */
record Reply(int status, String body, Map<String, String> headers) {
    static Reply ok(JsonElement body) {
        return new Reply(200, body.toString(), Map.of());
    }

    static Reply error(int status, String message) {
        JsonObject body = new JsonObject();
        body.addProperty("message", message);
        return new Reply(status, body.toString(), Map.of());
    }

    /** @param reason the field {@code status} of the body */
    static Reply error(int status, String message, String reason) {
        JsonObject body = new JsonObject();
        body.addProperty("message", message);
        body.addProperty("status", reason);
        return new Reply(status, body.toString(), Map.of());
    }

    Reply with(String header, String value) {
        return new Reply(status, body, Map.of(header, value));
    }
}
