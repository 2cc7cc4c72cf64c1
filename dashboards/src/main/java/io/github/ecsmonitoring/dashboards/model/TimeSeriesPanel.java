package io.github.ecsmonitoring.dashboards.model;

import java.util.List;
import java.util.Map;

/** Lines, or areas on top of each other, over the time range. A gap in the data stays a gap. */
public final class TimeSeriesPanel extends Panel<TimeSeriesPanel> {
    private int width = 12;
    private boolean stacked;
    private boolean thresholdLines;

    private TimeSeriesPanel(String title, Unit unit, String description) {
        super("timeseries", title, unit, description);
    }

    /** Half the dashboard wide, eight units high. */
    public static TimeSeriesPanel of(String title, Unit unit, String description) {
        return new TimeSeriesPanel(title, unit, description);
    }

    /** In columns of 24. */
    public TimeSeriesPanel width(int columns) {
        width = columns;
        return this;
    }

    /** Areas on top of each other: only for series that add up to a whole. */
    public TimeSeriesPanel stacked() {
        stacked = true;
        return this;
    }

    /** A dashed line where an alert would fire. */
    public TimeSeriesPanel line(double value) {
        thresholdLines = true;
        return thresholds(new Thresholds("transparent", List.of(new Thresholds.Step(value, "red"))));
    }

    @Override
    int width() {
        return width;
    }

    @Override
    int height() {
        return 8;
    }

    @Override
    boolean instant() {
        return false;
    }

    @Override
    Map<String, Object> options() {
        return Json.object(
                "legend",
                Json.object("displayMode", "list", "placement", "bottom", "showLegend", true, "calcs", List.of()),
                "tooltip",
                Json.object("mode", "multi", "sort", "desc"));
    }

    @Override
    Map<String, Object> custom() {
        return Json.object(
                "drawStyle",
                "line",
                "lineInterpolation",
                "linear",
                "lineWidth",
                1,
                "fillOpacity",
                stacked ? 60 : 0,
                "showPoints",
                "auto",
                "spanNulls",
                false,
                "stacking",
                Json.object("mode", stacked ? "normal" : "none", "group", "A"),
                "thresholdsStyle",
                Json.object("mode", thresholdLines ? "dashed" : "off"));
    }

    @Override
    List<Object> mappings() {
        return List.of();
    }

    @Override
    String colorMode() {
        return "palette-classic";
    }
}
