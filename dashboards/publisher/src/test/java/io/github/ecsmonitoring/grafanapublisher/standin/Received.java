package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A request.
 *
 * @param path without the query
 * @param segments of the path after {@code /api/}
 */
public record Received(String method, String path, List<String> segments, String query, String body) {
    static Received of(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        return new Received(
                exchange.getRequestMethod(),
                path,
                Arrays.asList(path.replaceFirst("^/api/", "").split("/")),
                exchange.getRequestURI().getQuery(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** For example {@code GET /api/health}. */
    public String call() {
        return method + " " + path;
    }

    /** Whether the method and the segments are these; {@code *} stands for any segment. */
    boolean is(String method, String... pattern) {
        if (!this.method.equals(method) || pattern.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    String segment(int index) {
        return segments.get(index);
    }

    public JsonObject json() {
        JsonElement json = JsonParser.parseString(body);
        return json.getAsJsonObject();
    }
}
