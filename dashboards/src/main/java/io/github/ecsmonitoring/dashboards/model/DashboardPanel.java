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
    private final List<Target> targets = new ArrayList<>();
    private Thresholds thresholds = Thresholds.none();
    private Double min;
    private Double max;

    private record Target(String refId, String expr, String legend) {}

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
        targets.add(new Target(
                String.valueOf((char) ('A' + targets.size())),
                required(expr, "query of \"" + title + "\"").strip(),
                legend));
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

    abstract int height();

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
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("panel \"" + title + "\" has no query");
        }
        DashboardJson json = object().with("id", id)
                .with("type", type)
                .with("title", title)
                .with("description", description)
                .with("datasource", Variable.dataSourceReference())
                .with(
                        "gridPos",
                        object().with("x", x).with("y", y).with("w", width()).with("h", height()))
                .with("targets", targets.stream().map(this::json).toList())
                .with("fieldConfig", object().with("defaults", defaults()).with("overrides", overrides()))
                .with("options", options());
        if (!transformations().isEmpty()) {
            json.with("transformations", transformations());
        }
        return json;
    }

    private DashboardJson json(Target target) {
        DashboardJson json = object().with("refId", target.refId())
                .with("datasource", Variable.dataSourceReference())
                .with("editorMode", "code")
                .with("expr", target.expr())
                .with("legendFormat", target.legend())
                .with("instant", instant())
                .with("range", !instant());
        if (format() != null) {
            json.with("format", format());
        }
        return json;
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
        return defaults;
    }

    static DashboardJson valueMapping(int value, String text, int index) {
        return object().with("type", "value")
                .with(
                        "options",
                        object().with(
                                        String.valueOf(value),
                                        object().with("text", text).with("index", index)));
    }
}
