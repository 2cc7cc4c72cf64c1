package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.ArrayList;
import java.util.List;

/**
 * The current value as one large number, or one number for each series.
 *
 * <p>A stopped target must not keep showing its last good value. The query is therefore an instant query reduced with
 * {@code last}, and null is a grey "no data" rather than the color of the lowest threshold.
 */
public final class StatPanel extends DashboardPanel<StatPanel> {
    private final List<Object> mappings = new ArrayList<>();
    private int width = 4;
    private boolean names;

    private StatPanel(String title, PanelUnit unit, String description) {
        super("stat", title, unit, description);
        mappings.add(noDataMapping());
    }

    /** 4 columns wide and 4 rows high. */
    public static StatPanel of(String title, PanelUnit unit, String description) {
        return new StatPanel(title, unit, description);
    }

    /** Shows one tile with a name for each series. */
    public StatPanel tiles() {
        this.names = true;
        return this;
    }

    /** Width of 1 to 24 columns. */
    public StatPanel width(int columns) {
        width = columns;
        return this;
    }

    /** Shows {@code text} in place of {@code value}. */
    public StatPanel text(int value, String text) {
        mappings.add(valueMapping(value, text, mappings.size()));
        return this;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    int defaultHeight() {
        return 4;
    }

    @Override
    boolean instant() {
        return true;
    }

    @Override
    DashboardJson options() {
        return object().with(
                        "reduceOptions",
                        object().with("calcs", List.of("last"))
                                .with("fields", "")
                                .with("values", false))
                .with("colorMode", "value")
                .with("graphMode", "none")
                .with("justifyMode", "auto")
                .with("orientation", "auto")
                .with("textMode", names ? "value_and_name" : "value")
                .with("wideLayout", true);
    }

    @Override
    DashboardJson custom() {
        return object();
    }

    @Override
    List<Object> mappings() {
        return List.copyOf(mappings);
    }
}
