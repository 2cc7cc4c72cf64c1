package io.github.ecsmonitoring.grafanapublisher.content;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.api.ApiPath;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaApi;
import io.github.ecsmonitoring.grafanapublisher.api.GrafanaException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of Grafana, as far as content depends on it. */
record ServerVersion(int major) {
    private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})\\..*");
    /** Queries Amazon Managed Service for Prometheus from Grafana 12 on, where core Prometheus lost SigV4. */
    private static final String AMAZON_PROMETHEUS = "grafana-amazonprometheus-datasource";

    private static final int FIRST_WITH_AMAZON_PROMETHEUS = 12;

    /** Asks Grafana, which may hide its version from {@code /api/health}. */
    static ServerVersion read(GrafanaApi grafana) throws GrafanaException {
        Optional<ServerVersion> version = parse(Json.text(object(grafana, ApiPath.of("health")), "version"));
        if (version.isPresent()) {
            return version.get();
        }
        JsonObject settings = object(grafana, ApiPath.of("frontend", "settings"));
        return parse(Json.text(Json.object(settings, "buildInfo"), "version"))
                .orElseThrow(() -> GrafanaException.unexpected(
                        "Grafana tells its version neither in GET /api/health nor in GET /api/frontend/settings"));
    }

    private static JsonObject object(GrafanaApi grafana, String path) throws GrafanaException {
        return grafana.find(path).orElseThrow(() -> GrafanaException.unexpected("GET " + path + " does not exist"));
    }

    private static Optional<ServerVersion> parse(String text) {
        Matcher matcher = MAJOR.matcher(text);
        return matcher.matches()
                ? Optional.of(new ServerVersion(Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    private boolean hasAmazonPrometheus() {
        return major >= FIRST_WITH_AMAZON_PROMETHEUS;
    }

    /** The plugins that this version needs of those that Grafana 12 needs. */
    List<String> plugins(List<String> ids) {
        return hasAmazonPrometheus()
                ? ids
                : ids.stream().filter(id -> !id.equals(AMAZON_PROMETHEUS)).toList();
    }

    /** A data source with the type that this version has for it. */
    JsonObject dataSource(JsonObject dataSource) {
        JsonObject adapted = dataSource.deepCopy();
        if (!hasAmazonPrometheus() && Json.text(dataSource, "type").equals(AMAZON_PROMETHEUS)) {
            adapted.addProperty("type", "prometheus");
        }
        return adapted;
    }
}
