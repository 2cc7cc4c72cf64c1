package io.github.ecsmonitoring.grafanapublisher.api;

import com.google.gson.JsonElement;

/**
 * A request.
 *
 * @param path with its query, for example {@code /api/folders/team-a}
 * @param body null for none
 */
record ApiCall(String method, String path, JsonElement body) {

    /** Reads can be repeated whatever became of the first attempt. */
    boolean isRead() {
        return method.equals("GET");
    }

    /** For example {@code GET /api/health}. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
