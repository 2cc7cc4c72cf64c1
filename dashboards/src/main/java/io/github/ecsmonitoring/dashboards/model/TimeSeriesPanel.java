package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.List;

/**
 * Lines or stacked areas over the time range. Gaps in the data stay visible.
 *
 * <p>Several series have a legend with their last and highest values, highest first; a single series has none.
 */
public final class TimeSeriesPanel extends DashboardPanel<TimeSeriesPanel> {
    private int width = 12;
    private boolean stacked;
    private boolean thresholdLines;
    private Double softMax;

    private TimeSeriesPanel(String title, PanelUnit unit, String description) {
        super("timeseries", title, unit, description);
    }

    /** 12 columns wide and 8 rows high. */
    public static TimeSeriesPanel of(String title, PanelUnit unit, String description) {
        return new TimeSeriesPanel(title, unit, description);
    }

    /** Width of 1 to 24 columns. */
    public TimeSeriesPanel width(int columns) {
        width = columns;
        return this;
    }

    /** Upper end of the axis unless values are higher, so that small values do not fill the panel. */
    public TimeSeriesPanel softMax(double value) {
        softMax = value;
        return this;
    }

    /** Stacks the series, which must add up to a whole. */
    public TimeSeriesPanel stacked() {
        stacked = true;
        return this;
    }

    /** Draws a dashed line at the threshold of an alert. */
    public TimeSeriesPanel line(double value) {
        thresholdLines = true;
        return thresholds(new Thresholds("transparent", List.of(new Thresholds.Step(value, "red"))));
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
        return object().with(
                        "legend",
                        object().with("displayMode", "table")
                                .with("placement", "bottom")
                                .with("showLegend", severalSeries())
                                .with("calcs", List.of("last", "max"))
                                .with("sortBy", "Last")
                                .with("sortDesc", true))
                .with("tooltip", object().with("mode", "multi").with("sort", "desc"));
    }

    private boolean severalSeries() {
        return queries().size() > 1
                || !(queries().get(0) instanceof PrometheusQuery query)
                || query.legend().contains("{{");
    }

    @Override
    DashboardJson custom() {
        DashboardJson custom = object().with("drawStyle", "line")
                .with("lineInterpolation", "linear")
                .with("lineWidth", 1)
                .with("fillOpacity", stacked ? 60 : 0)
                .with("showPoints", "auto")
                .with("spanNulls", false)
                .with(
                        "stacking",
                        object().with("mode", stacked ? "normal" : "none").with("group", "A"))
                .with("thresholdsStyle", object().with("mode", thresholdLines ? "dashed" : "off"));
        return softMax == null ? custom : custom.with("axisSoftMax", softMax);
    }

    @Override
    String colorMode() {
        return "palette-classic";
    }
}
