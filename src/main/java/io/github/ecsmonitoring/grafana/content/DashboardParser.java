package io.github.ecsmonitoring.grafana.content;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a dashboard by itself, and makes its text the same for the same content. */
final class DashboardParser {
    private final String origin;

    private DashboardParser(String origin) {
        this.origin = origin;
    }

    /**
     * The dashboard of a text.
     *
     * @param origin for messages, for example a file
     * @throws IllegalArgumentException if it is not a dashboard of the classic model with uid and title
     */
    static DashboardFile parse(String text, String origin) {
        return new DashboardParser(origin).parse(text);
    }

    private DashboardFile parse(String text) {
        Map<String, Object> dashboard = object(text);
        checkModel(dashboard);
        String title = title(dashboard);
        String uid = uid(dashboard, title);
        checkLibraryPanels(dashboard);
        // The id is that of the Grafana from which it was exported.
        dashboard.put("id", null);
        return new DashboardFile(uid, title, CompactJson.write(dashboard), origin);
    }

    private Map<String, Object> object(String text) {
        Object value;
        try {
            // Editors on Windows write a byte order mark, which Grafana rejects.
            value = StrictJson.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(origin + " must be JSON: " + e.getMessage(), e);
        }
        return DashboardTree.object(value)
                .orElseThrow(() -> new IllegalArgumentException(origin + " must be a JSON object, got "
                        + (value instanceof List ? "an array" : CompactJson.write(value))));
    }

    private void checkModel(Map<String, Object> dashboard) {
        Object schema = dashboard.get("apiVersion");
        if (schema != null || dashboard.containsKey("elements") && dashboard.containsKey("layout")) {
            throw new IllegalArgumentException(origin
                    + " must be a dashboard of the classic model, got the schema "
                    + (schema == null ? "v2" : schema)
                    + ": in Grafana choose Export, Export as code, and the model Classic");
        }
        if (dashboard.get("dashboard") instanceof Map && !dashboard.containsKey("panels")) {
            throw new IllegalArgumentException(
                    origin + " must be a dashboard, got an answer of Grafana's HTTP API: use its field \"dashboard\"");
        }
    }

    private String title(Map<String, Object> dashboard) {
        return Optional.ofNullable(dashboard.get("title"))
                .filter(title -> title instanceof String text && !text.isBlank())
                .map(title -> ((String) title).strip())
                .orElseThrow(() -> new IllegalArgumentException(origin + ": title must be a text, got "
                        + (dashboard.containsKey("title") ? CompactJson.write(dashboard.get("title")) : "none")));
    }

    private String uid(Map<String, Object> dashboard, String title) {
        if (dashboard.get("uid") instanceof String uid && !uid.isEmpty()) {
            return GrafanaUid.require(uid, origin);
        }
        throw new IllegalArgumentException(origin
                + ": uid must be set, since the next deployment finds the dashboard by it: add \"uid\": \""
                + GrafanaUid.of(title).orElse("orders") + "\"");
    }

    /** Only the import in Grafana's user interface creates library panels. */
    private void checkLibraryPanels(Map<String, Object> dashboard) {
        for (Map<String, Object> panel : DashboardTree.panels(dashboard)) {
            if (panel.get("libraryPanel") != null) {
                throw new IllegalArgumentException(
                        origin + ": " + DashboardTree.name(panel)
                                + " is a library panel, which is not part of the dashboard: unlink it in Grafana and export again");
            }
        }
    }
}
