package io.github.ecsmonitoring.grafanapublisher.standin;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /api/plugins}: a plugin is loaded some minutes after its installation. */
public final class PluginRoutes implements Routes {
    public static final Duration DELAY = Duration.ofMinutes(3);

    private final GrafanaStandIn grafana;
    private final Map<String, Instant> loaded = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private boolean managed = true;

    PluginRoutes(GrafanaStandIn grafana) {
        this.grafana = grafana;
    }

    @Override
    public Optional<Reply> answer(Received request) {
        if (request.is("GET", "plugins", "*", "settings")) {
            return Optional.of(settings(request.segment(1)));
        }
        return request.is("POST", "plugins", "*", "install") && managed
                ? Optional.of(install(request.segment(1)))
                : Optional.empty();
    }

    private Reply settings(String id) {
        if (!knows(id)) {
            return Reply.error(404, "Plugin not found, no installed plugin with that id");
        }
        JsonObject settings = new JsonObject();
        settings.addProperty("id", id);
        return Reply.ok(settings);
    }

    private Reply install(String id) {
        if (!grafana.behaviour().supportsPlugin(id)) {
            return Reply.error(409, "Plugin version not supported");
        }
        if (loaded.putIfAbsent(id, grafana.now().plus(DELAY)) != null) {
            return Reply.error(409, "Plugin already installed");
        }
        return Reply.ok(new JsonPrimitive(""));
    }

    boolean knows(String id) {
        return Behaviour.CORE_TYPES.contains(id)
                || loaded.containsKey(id)
                        && !broken.contains(id)
                        && !grafana.now().isBefore(loaded.get(id));
    }

    /** The workspace has no plugin management, so that the route for installations does not exist. */
    public void withoutManagement() {
        managed = false;
    }

    /** A plugin whose installation is accepted, and fails. */
    public void neverLoad(String id) {
        broken.add(id);
    }

    /** A plugin that is there. */
    public void add(String id) {
        loaded.put(id, Instant.EPOCH);
    }
}
