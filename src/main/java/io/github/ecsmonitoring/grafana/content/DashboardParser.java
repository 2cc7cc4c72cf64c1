package io.github.ecsmonitoring.grafana.content;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks a dashboard by itself, and makes its text the same for the same content.
 *
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/">the
 *     models of dashboards</a>
 */
final class DashboardParser {
    private static final Pattern VERSION_1 = Pattern.compile("dashboard\\.grafana\\.app/v[01].*");

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
        Map<String, Object> dashboard = classic(object(text));
        String title = GrafanaTitle.require(title(dashboard), origin);
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

    /** The classic model, which resources of the versions 0 and 1 have in their spec. */
    private Map<String, Object> classic(Map<String, Object> file) {
        Object version = file.get("apiVersion");
        Optional<Map<String, Object>> spec = DashboardTree.object(file.get("spec"));
        if (version instanceof String text && VERSION_1.matcher(text).matches() && spec.isPresent()) {
            Map<String, Object> dashboard = spec.get();
            DashboardTree.object(file.get("metadata"))
                    .map(metadata -> metadata.get("name"))
                    .ifPresent(name -> dashboard.putIfAbsent("uid", name));
            return dashboard;
        }
        if (version != null || file.containsKey("elements") && file.containsKey("layout")) {
            throw new IllegalArgumentException(origin + " must be a dashboard of the classic model, got the schema "
                    + (version == null ? "v2" : version) + ": export it from Grafana with the model Classic");
        }
        if (file.get("dashboard") instanceof Map && !file.containsKey("panels")) {
            throw new IllegalArgumentException(
                    origin + " must be a dashboard, got an answer of Grafana's HTTP API: use its field \"dashboard\"");
        }
        return file;
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
