package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonObject;
import java.util.Optional;

/** {@code /api/health} and {@code /api/frontend/settings}. */
record HealthRoutes(GrafanaStandIn grafana) implements Routes {
    @Override
    public Optional<Reply> answer(Received request) {
        if (request.is("GET", "health")) {
            JsonObject health = new JsonObject();
            health.addProperty("database", "ok");
            if (!grafana.hidesVersion()) {
                health.addProperty("version", grafana.behaviour().version);
            }
            return Optional.of(Reply.ok(health));
        }
        if (request.is("GET", "frontend", "settings")) {
            JsonObject build = new JsonObject();
            build.addProperty("version", grafana.behaviour().version);
            JsonObject settings = new JsonObject();
            settings.add("buildInfo", build);
            return Optional.of(Reply.ok(settings));
        }
        return Optional.empty();
    }
}
