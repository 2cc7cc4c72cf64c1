package io.github.ecsmonitoring.grafana.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The dashboards that are part of the library. */
final class BundledDashboards {
    /** Names of the files in dashboards; the entries of a jar cannot be listed. */
    static final List<String> NAMES =
            List.of("ecs-fleet", "ecs-service", "ecs-app", "ecs-task", "ecs-node", "ecs-pipeline", "ecs-alerts");

    /** Reads records that exist only with a service level objective. */
    static final String SLO = "ecs-slo";

    private static final String FOLDER = "/io/github/ecsmonitoring/dashboards/";

    private BundledDashboards() {}

    static List<DashboardFile> all() {
        return NAMES.stream().map(BundledDashboards::read).toList();
    }

    static DashboardFile slo() {
        return read(SLO);
    }

    private static DashboardFile read(String name) {
        String file = FOLDER + name + ".json";
        try (InputStream in = BundledDashboards.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the library's jar must contain " + file + ": build it with mvn package");
            }
            return DashboardParser.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), "the library's dashboard " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
