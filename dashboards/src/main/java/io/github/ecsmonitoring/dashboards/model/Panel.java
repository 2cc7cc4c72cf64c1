package io.github.ecsmonitoring.dashboards.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What all panels have: title, description, queries, unit, limits and thresholds.
 *
 * @param <P> the kind of panel, so that calls can be chained
 */
public abstract class Panel<P extends Panel<P>> {
    private final String type;
    private final String title;
    private final String description;
    private final Unit unit;
    private final List<Query> queries = new ArrayList<>();
    private Thresholds thresholds = Thresholds.none();
    private Double min;
    private Double max;

    private record Query(String expr, String legend) {}

    Panel(String type, String title, Unit unit, String description) {
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

    /** Adds a PromQL query; {@code legend} names its series, {@code {{instance}}} being the value of a label. */
    public final P query(String expr, String legend) {
        queries.add(new Query(required(expr, "query of \"" + title + "\"").strip(), legend));
        return self();
    }

    public final P thresholds(Thresholds value) {
        thresholds = value;
        return self();
    }

    /** The lower end of the axis; Default: chosen by the data. */
    public final P min(double value) {
        min = value;
        return self();
    }

    /** The upper end of the axis; Default: chosen by the data. */
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

    /** True when the query asks for the present value only, not for the time range. */
    abstract boolean instant();

    abstract Map<String, Object> options();

    /** The panel type's own part of the field configuration. */
    abstract Map<String, Object> custom();

    abstract List<Object> mappings();

    /** The shape of a query's answer; null for a series each. */
    String format() {
        return null;
    }

    /** What is done to the answers before they are shown. */
    List<Object> transformations() {
        return List.of();
    }

    /** The field configuration of single fields. */
    List<Object> overrides() {
        return List.of();
    }

    final Map<String, Object> json(int id, int x, int y) {
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("panel \"" + title + "\" has no query");
        }
        Map<String, Object> json = Json.object(
                "id",
                id,
                "type",
                type,
                "title",
                title,
                "description",
                description,
                "datasource",
                Variable.DATA_SOURCE,
                "gridPos",
                Json.object("x", x, "y", y, "w", width(), "h", height()),
                "targets",
                targets(),
                "fieldConfig",
                Json.object("defaults", defaults(), "overrides", overrides()),
                "options",
                options());
        if (!transformations().isEmpty()) {
            json.put("transformations", transformations());
        }
        return json;
    }

    private List<Object> targets() {
        List<Object> targets = new ArrayList<>();
        for (Query query : queries) {
            Map<String, Object> target = Json.object(
                    "refId",
                    String.valueOf((char) ('A' + targets.size())),
                    "datasource",
                    Variable.DATA_SOURCE,
                    "editorMode",
                    "code",
                    "expr",
                    query.expr(),
                    "legendFormat",
                    query.legend(),
                    "instant",
                    instant(),
                    "range",
                    !instant());
            if (format() != null) {
                target.put("format", format());
            }
            targets.add(target);
        }
        return targets;
    }

    private Map<String, Object> defaults() {
        Map<String, Object> defaults = Json.object(
                "unit",
                unit.id(),
                "thresholds",
                thresholds.json(),
                "mappings",
                mappings(),
                "color",
                Json.object("mode", colorMode()),
                "custom",
                custom());
        if (min != null) {
            defaults.put("min", min);
        }
        if (max != null) {
            defaults.put("max", max);
        }
        return defaults;
    }

    abstract String colorMode();
}
