package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Current values as a table with one row for each set of labels: the label columns first, then one number column for
 * each query.
 *
 * <p>Grafana joins the query results on their common labels, so each query must keep the labels of all label columns
 * ({@code max by (ecs_service, instance) (…)}). Where a query returns nothing the cell is empty. Without columns the
 * table shows the result of its query as it is, such as a list of traces.
 */
public final class TablePanel extends DashboardPanel<TablePanel> {
    /** In pixels: enough for a title of three words, so that the long values of labels get the rest. */
    private static final int NUMBER_WIDTH = 140;
    /** Of columns that share the rest; Grafana's default makes wide tables wider than a screen. */
    private static final int MIN_WIDTH = 100;

    private record LabelColumn(String name, String title) {}

    private record Link(String title, String url) {}

    private record NumberColumn(String title, PanelUnit unit, Thresholds thresholds, List<Object> mappings) {}

    private record Sorting(String title, boolean descending) {}

    private final List<LabelColumn> labels = new ArrayList<>();
    private final List<NumberColumn> numbers = new ArrayList<>();
    private final Map<String, Integer> widths = new HashMap<>();
    private final Map<String, Integer> decimals = new HashMap<>();
    private final Map<String, List<Link>> links = new HashMap<>();
    private final Map<String, Map<String, String>> hiddenTexts = new HashMap<>();
    private boolean numbersFirst;
    private Sorting sorting;
    private int width = 24;

    private TablePanel(String title, String description) {
        // Any other unit would abbreviate account ids.
        super("table", title, PanelUnit.TEXT, description);
    }

    /** 24 columns wide and 8 rows high. */
    public static TablePanel of(String title, String description) {
        return new TablePanel(title, description);
    }

    /** Adds a column of label values. */
    public TablePanel label(String name, String title) {
        labels.add(new LabelColumn(name, title));
        return this;
    }

    /** Adds a column of label values that are links; {@code ${__value.raw}} in {@code url} is the value. */
    public TablePanel link(String name, String title, String url) {
        return label(name, title).furtherLink(title, title + " ${__value.raw}", url);
    }

    /** Adds a link to a column of labels. The cells of a column with several links open a menu. */
    public TablePanel furtherLink(String column, String title, String url) {
        links.computeIfAbsent(column, name -> new ArrayList<>()).add(new Link(title, url));
        return this;
    }

    /**
     * Adds a column of label values that only links read: <code>${__data.fields["title"].text}</code> is the text of
     * the row's value.
     */
    public TablePanel hidden(String name, String title, Map<String, String> texts) {
        hiddenTexts.put(title, texts);
        return label(name, title);
    }

    /** Adds a column of query results. */
    public TablePanel number(String title, PanelUnit unit, Thresholds thresholds, String expr) {
        return words(title, unit, thresholds, expr, Map.of());
    }

    /** Adds a column of query results with text in place of some values. */
    public TablePanel words(
            String title, PanelUnit unit, Thresholds thresholds, String expr, Map<Number, String> words) {
        List<Object> mappings = new ArrayList<>(List.of(noDataMapping()));
        words.keySet().stream()
                .sorted(Comparator.comparingDouble(Number::doubleValue))
                .forEach(value -> mappings.add(valueMapping(value, words.get(value), mappings.size())));
        numbers.add(new NumberColumn(title, unit, thresholds, mappings));
        return query(expr, "");
    }

    /** Shows the numbers before the labels. */
    public TablePanel numbersFirst() {
        numbersFirst = true;
        return this;
    }

    /** Width of a column in pixels. Default: {@value #NUMBER_WIDTH} for numbers; labels share the rest. */
    public TablePanel columnWidth(String title, int pixels) {
        widths.put(title, pixels);
        return this;
    }

    /** Digits after the point in a column of numbers. Default: as many as Grafana finds enough, three in all. */
    public TablePanel decimals(String title, int digits) {
        decimals.put(title, digits);
        return this;
    }

    /** Sorts by a column, highest values first. Default: by the first column. */
    public TablePanel highestFirst(String title) {
        sorting = new Sorting(title, true);
        return this;
    }

    /** Width of the panel, 1 to 24 columns. */
    public TablePanel width(int columns) {
        width = columns;
        return this;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    int defaultHeight() {
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

    /** Merges the query results into one table, then orders and renames its columns. */
    @Override
    List<Object> transformations() {
        if (numbers.isEmpty()) {
            return List.of();
        }
        DashboardJson order = object();
        DashboardJson titles = object();
        int index = numbersFirst ? numbers.size() : 0;
        for (LabelColumn label : labels) {
            order.with(label.name(), index++);
            titles.with(label.name(), label.title());
        }
        // The name of the value column when only one query returns data.
        titles.with("Value", numbers.get(0).title());
        index = numbersFirst ? 0 : index;
        char refId = 'A';
        for (NumberColumn number : numbers) {
            String value = "Value #" + refId++;
            order.with(value, index++);
            titles.with(value, number.title());
        }
        return List.of(
                object().with("id", "merge").with("options", object()),
                object().with("id", "organize")
                        .with(
                                "options",
                                object().with("excludeByName", object().with("Time", true))
                                        .with("indexByName", order)
                                        .with("renameByName", titles)));
    }

    @Override
    List<Object> overrides() {
        List<Object> overrides = new ArrayList<>();
        for (LabelColumn label : labels) {
            List<Object> properties = new ArrayList<>();
            if (links.containsKey(label.title())) {
                properties.add(property("links", links(label.title())));
            }
            if (hiddenTexts.containsKey(label.title())) {
                properties.addAll(hidden(hiddenTexts.get(label.title())));
            }
            if (widths.containsKey(label.title())) {
                properties.add(property("custom.width", widths.get(label.title())));
            }
            if (!properties.isEmpty()) {
                overrides.add(override(label.title(), properties.toArray()));
            }
        }
        for (NumberColumn number : numbers) {
            List<Object> properties = new ArrayList<>(List.of(
                    property("unit", number.unit().id()),
                    property("thresholds", number.thresholds().json()),
                    property("mappings", number.mappings()),
                    property("custom.cellOptions", object().with("type", "color-text")),
                    property("custom.width", widths.getOrDefault(number.title(), NUMBER_WIDTH))));
            if (decimals.containsKey(number.title())) {
                properties.add(property("decimals", decimals.get(number.title())));
            }
            overrides.add(override(number.title(), properties.toArray()));
        }
        return overrides;
    }

    private List<DashboardJson> links(String column) {
        return links.get(column).stream()
                .map(link -> object().with("title", link.title())
                        .with("url", link.url())
                        .with("targetBlank", link.url().startsWith("http")))
                .toList();
    }

    private static List<DashboardJson> hidden(Map<String, String> texts) {
        DashboardJson mapping = object();
        int index = 0;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            mapping.with(text.getKey(), object().with("text", text.getValue()).with("index", index++));
        }
        // Grafana 12 and older read custom.hidden, newer ones custom.hideFrom; each ignores the other.
        return List.of(
                property("mappings", List.of(object().with("type", "value").with("options", mapping))),
                property("custom.hidden", true),
                property(
                        "custom.hideFrom",
                        object().with("viz", true).with("legend", false).with("tooltip", false)));
    }

    private static DashboardJson override(String column, Object... properties) {
        return object().with("matcher", object().with("id", "byName").with("options", column))
                .with("properties", List.of(properties));
    }

    private static DashboardJson property(String id, Object value) {
        return object().with("id", id).with("value", value);
    }

    @Override
    DashboardJson options() {
        return object().with("showHeader", true)
                .with("cellHeight", "sm")
                .with("footer", object().with("show", false))
                .with("sortBy", sortBy());
    }

    private List<Object> sortBy() {
        if (sorting != null) {
            return List.of(object().with("displayName", sorting.title()).with("desc", sorting.descending()));
        }
        return labels.isEmpty()
                ? List.of()
                : List.of(object().with("displayName", labels.get(0).title()).with("desc", false));
    }

    @Override
    DashboardJson custom() {
        return object().with("align", "auto")
                .with("cellOptions", object().with("type", "auto"))
                .with("minWidth", MIN_WIDTH)
                .with("filterable", true)
                .with("inspect", false);
    }
}
