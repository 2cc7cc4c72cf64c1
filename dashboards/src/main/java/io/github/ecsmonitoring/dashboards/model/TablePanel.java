package io.github.ecsmonitoring.dashboards.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row for each set of labels, with the state right now: columns of labels first, then one column of numbers for
 * each query.
 *
 * <p>Grafana joins the queries' answers on the labels that all of them have, so each query must keep the labels of the
 * columns ({@code max by (ecs_service, instance) (…)}); a row without an answer has an empty cell.
 */
public final class TablePanel extends Panel<TablePanel> {
    /** In pixels, for a title of three words: what is left is the labels', whose values are long. */
    private static final int NUMBER_WIDTH = 140;

    private record Label(String name, String title, String link) {}

    private record Number(String title, Unit unit, Thresholds thresholds, List<Object> mappings) {}

    private final List<Label> labels = new ArrayList<>();
    private final List<Number> numbers = new ArrayList<>();

    private TablePanel(String title, String description) {
        // Account ids are digits, which any other unit would shorten.
        super("table", title, Unit.TEXT, description);
    }

    /** The dashboard wide, eight units high. */
    public static TablePanel of(String title, String description) {
        return new TablePanel(title, description);
    }

    /** A column of a label's values. */
    public TablePanel label(String name, String title) {
        return link(name, title, null);
    }

    /** A column of a label's values, each a link; {@code ${__value.raw}} in it is the value. */
    public TablePanel link(String name, String title, String url) {
        labels.add(new Label(name, title, url));
        return this;
    }

    /** A column of a query's values; the first one's rows are always there. */
    public TablePanel number(String title, Unit unit, Thresholds thresholds, String expr) {
        return words(title, unit, thresholds, expr, Map.of());
    }

    /** As {@link #number}, with words in place of some values. */
    public TablePanel words(String title, Unit unit, Thresholds thresholds, String expr, Map<Integer, String> words) {
        List<Object> mappings = new ArrayList<>();
        words.keySet().stream()
                .sorted()
                .forEach(value -> mappings.add(Json.object(
                        "type",
                        "value",
                        "options",
                        Json.object(String.valueOf(value), Json.object("text", words.get(value), "index", value)))));
        numbers.add(new Number(title, unit, thresholds, mappings));
        return query(expr, "");
    }

    @Override
    int width() {
        return 24;
    }

    @Override
    int height() {
        return 8;
    }

    @Override
    boolean instant() {
        return true;
    }

    @Override
    String format() {
        return "table";
    }

    /** One table of all answers, then the columns' order and titles. */
    @Override
    List<Object> transformations() {
        Map<String, Object> order = new LinkedHashMap<>();
        Map<String, Object> titles = new LinkedHashMap<>();
        for (Label label : labels) {
            order.put(label.name(), order.size());
            titles.put(label.name(), label.title());
        }
        // Grafana's name of the values when only one of the queries has an answer.
        titles.put("Value", numbers.get(0).title());
        for (int i = 0; i < numbers.size(); i++) {
            String value = "Value #" + (char) ('A' + i);
            order.put(value, order.size());
            titles.put(value, numbers.get(i).title());
        }
        return List.of(
                Json.object("id", "merge", "options", Json.object()),
                Json.object(
                        "id",
                        "organize",
                        "options",
                        Json.object(
                                "excludeByName",
                                Json.object("Time", true),
                                "indexByName",
                                order,
                                "renameByName",
                                titles)));
    }

    @Override
    List<Object> overrides() {
        List<Object> overrides = new ArrayList<>();
        for (Label label : labels) {
            if (label.link() != null) {
                overrides.add(override(
                        label.title(),
                        property(
                                "links",
                                List.of(Json.object(
                                        "title",
                                        label.title() + " ${__value.raw}",
                                        "url",
                                        label.link(),
                                        "targetBlank",
                                        false)))));
            }
        }
        for (Number number : numbers) {
            overrides.add(override(
                    number.title(),
                    property("unit", number.unit().id()),
                    property("thresholds", number.thresholds().json()),
                    property("mappings", number.mappings()),
                    property("custom.cellOptions", Json.object("type", "color-text")),
                    property("custom.width", NUMBER_WIDTH)));
        }
        return overrides;
    }

    private static Map<String, Object> override(String column, Object... properties) {
        return Json.object(
                "matcher", Json.object("id", "byName", "options", column), "properties", List.of(properties));
    }

    private static Map<String, Object> property(String id, Object value) {
        return Json.object("id", id, "value", value);
    }

    @Override
    Map<String, Object> options() {
        return Json.object(
                "showHeader",
                true,
                "cellHeight",
                "sm",
                "footer",
                Json.object("show", false),
                "sortBy",
                List.of(Json.object("displayName", labels.get(0).title(), "desc", false)));
    }

    @Override
    Map<String, Object> custom() {
        return Json.object(
                "align", "auto", "cellOptions", Json.object("type", "auto"), "filterable", true, "inspect", false);
    }

    @Override
    List<Object> mappings() {
        return List.of();
    }

    @Override
    String colorMode() {
        return "thresholds";
    }
}
