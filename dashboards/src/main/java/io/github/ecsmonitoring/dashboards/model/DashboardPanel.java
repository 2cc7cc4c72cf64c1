package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A panel with its title, description, queries, unit, axis limits and thresholds.
 *
 * @param <P> the type of panel, which chained calls return
 */
public abstract class DashboardPanel<P extends DashboardPanel<P>> {
    private final String type;
    private final String title;
    private final String description;
    private final PanelUnit unit;
    private final List<PanelQuery> queries = new ArrayList<>();
    private final List<DashboardJson> links = new ArrayList<>();
    private final List<DashboardJson> seriesLinks = new ArrayList<>();
    private Thresholds thresholds = Thresholds.none();
    private Double min;
    private Double max;
    private Integer height;

    DashboardPanel(String type, String title, PanelUnit unit, String description) {
        this.type = type;
        this.title = required(title, "title");
        this.description = required(description, "description of \"" + title + "\"");
        this.unit = Objects.requireNonNull(unit, "unit");
    }

    private static String required(String text, String what) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        return text;
    }

    /** Adds a PromQL query; {@code {{instance}}} in {@code legend} is the value of that label. */
    public final P query(String expr, String legend) {
        return query(
                new PrometheusQuery(required(expr, "query of \"" + title + "\"").strip(), legend));
    }

    /** Adds a query. All queries of a panel have the same data source. */
    public final P query(PanelQuery query) {
        queries.add(query);
        return self();
    }

    /** Adds a link to the panel's menu. */
    public final P link(String title, String url) {
        links.add(object().with("title", title).with("url", url).with("targetBlank", url.startsWith("http")));
        return self();
    }

    /** Adds a link to each series; <code>${__field.labels.instance}</code> in {@code url} is a label of the series. */
    public final P seriesLink(String title, String url) {
        seriesLinks.add(object().with("title", title).with("url", url).with("targetBlank", url.startsWith("http")));
        return self();
    }

    /** Height in grid units of 38 pixels, at least 2. */
    public final P height(int rows) {
        height = rows;
        return self();
    }

    public final P thresholds(Thresholds value) {
        thresholds = value;
        return self();
    }

    /** Lower limit of the axis. Default: derived from the data. */
    public final P min(double value) {
        min = value;
        return self();
    }

    /** Upper limit of the axis. Default: derived from the data. */
    public final P max(double value) {
        max = value;
        return self();
    }

    @SuppressWarnings("unchecked")
    private P self() {
        return (P) this;
    }

    abstract int width();

    abstract int defaultHeight();

    final int height() {
        return height == null ? defaultHeight() : height;
    }

    final List<PanelQuery> queries() {
        return List.copyOf(queries);
    }

    /** Whether queries are instant queries rather than range queries. */
    abstract boolean instant();

    abstract DashboardJson options();

    /** The part of the field configuration that depends on the type of panel. */
    abstract DashboardJson custom();

    List<Object> mappings() {
        return List.of();
    }

    String colorMode() {
        return "thresholds";
    }

    /** Format of the query results; null for time series. */
    String format() {
        return null;
    }

    /** Transformations of the query results. */
    List<Object> transformations() {
        return List.of();
    }

    /** Field configuration of single columns. */
    List<Object> overrides() {
        return List.of();
    }

    final DashboardJson json(int id, int x, int y) {
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("panel \"" + title + "\" has no query");
        }
        if (queries.stream().map(query -> query.dataSource().type()).distinct().count() > 1) {
            throw new IllegalArgumentException("panel \"" + title + "\" has queries of different data sources");
        }
        DashboardJson json = object().with("id", id)
                .with("type", type)
                .with("title", title)
                .with("description", description)
                .with("datasource", queries.get(0).dataSource().reference())
                .with(
                        "gridPos",
                        object().with("x", x).with("y", y).with("w", width()).with("h", height()))
                .with("targets", targets())
                .with("fieldConfig", object().with("defaults", defaults()).with("overrides", overrides()))
                .with("options", options());
        if (!transformations().isEmpty()) {
            json.with("transformations", transformations());
        }
        if (!links.isEmpty()) {
            json.with("links", List.copyOf(links));
        }
        return json;
    }

    private List<Object> targets() {
        List<Object> targets = new ArrayList<>();
        for (PanelQuery query : queries) {
            String refId = String.valueOf((char) ('A' + targets.size()));
            targets.add(query.json(
                    object().with("refId", refId)
                            .with("datasource", query.dataSource().reference()),
                    instant(),
                    format()));
        }
        return targets;
    }

    private DashboardJson defaults() {
        DashboardJson defaults = object().with("unit", unit.id())
                .with("thresholds", thresholds.json())
                .with("mappings", mappings())
                .with("color", object().with("mode", colorMode()))
                .with("custom", custom());
        if (min != null) {
            defaults.with("min", min);
        }
        if (max != null) {
            defaults.with("max", max);
        }
        if (!seriesLinks.isEmpty()) {
            defaults.with("links", List.copyOf(seriesLinks));
        }
        return defaults;
    }

    /** Without this mapping an absent value has the color of the lowest threshold. */
    static DashboardJson noDataMapping() {
        return object().with("type", "special")
                .with(
                        "options",
                        object().with("match", "null+nan")
                                .with("result", object().with("text", "no data").with("color", Thresholds.GREY)));
    }

    static DashboardJson valueMapping(Number value, String text, int index) {
        return object().with("type", "value")
                .with(
                        "options",
                        object().with(
                                        String.valueOf(value),
                                        object().with("text", text).with("index", index)));
    }
}
