package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.ArrayList;
import java.util.List;

/** A bar for each series, with a color and a text for each state over the time range. Gaps are times without data. */
public final class StateTimelinePanel extends DashboardPanel<StateTimelinePanel> {
    private final List<Object> mappings = new ArrayList<>();
    private int width = 24;

    private StateTimelinePanel(String title, String description) {
        super("state-timeline", title, PanelUnit.NUMBER, description);
    }

    /** 24 columns wide and 8 rows high. */
    public static StateTimelinePanel of(String title, String description) {
        return new StateTimelinePanel(title, description);
    }

    /** Width of 1 to 24 columns. */
    public StateTimelinePanel width(int columns) {
        width = columns;
        return this;
    }

    /** Shows {@code text} in place of {@code value}. */
    public StateTimelinePanel text(int value, String text) {
        mappings.add(valueMapping(value, text, mappings.size()));
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
        return false;
    }

    @Override
    DashboardJson options() {
        return object().with("mergeValues", true)
                .with("showValue", "auto")
                .with("alignValue", "left")
                .with("rowHeight", 0.8)
                .with(
                        "legend",
                        object().with("displayMode", "list")
                                .with("placement", "bottom")
                                .with("showLegend", false))
                .with("tooltip", object().with("mode", "single").with("sort", "none"));
    }

    @Override
    DashboardJson custom() {
        return object().with("fillOpacity", 70).with("lineWidth", 0).with("spanNulls", false);
    }

    @Override
    List<Object> mappings() {
        return List.copyOf(mappings);
    }
}
