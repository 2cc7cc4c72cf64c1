package io.github.ecsmonitoring.dashboards.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One large number, or one for each series: the state right now.
 *
 * <p>It must not show a good value of something that is gone. So it asks for the present only (an instant query has no
 * last good value in it), reduces with {@code last}, and shows null as a grey "no data" instead of in the lowest
 * threshold's colour.
 */
public final class StatPanel extends Panel<StatPanel> {
    private static final String GREY = "#8e8e8e";
    private final List<Object> mappings = new ArrayList<>();
    private int width = 4;
    private boolean names;

    private StatPanel(String title, Unit unit, String description) {
        super("stat", title, unit, description);
        mappings.add(Json.object(
                "type",
                "special",
                "options",
                Json.object("match", "null+nan", "result", Json.object("text", "no data", "color", GREY))));
    }

    /** Four columns of 24 wide, four units high. */
    public static StatPanel of(String title, Unit unit, String description) {
        return new StatPanel(title, unit, description);
    }

    /** One tile for each series, with its name; in {@code width} columns of 24. */
    public StatPanel tiles(int width) {
        this.width = width;
        this.names = true;
        return this;
    }

    /** Shows {@code text} in place of {@code value}. */
    public StatPanel text(int value, String text) {
        mappings.add(Json.object(
                "type",
                "value",
                "options",
                Json.object(String.valueOf(value), Json.object("text", text, "index", mappings.size()))));
        return this;
    }

    @Override
    int width() {
        return width;
    }

    @Override
    int height() {
        return names ? 8 : 4;
    }

    @Override
    boolean instant() {
        return true;
    }

    @Override
    Map<String, Object> options() {
        return Json.object(
                "reduceOptions",
                Json.object("calcs", List.of("last"), "fields", "", "values", false),
                "colorMode",
                names ? "background" : "value",
                "graphMode",
                "none",
                "justifyMode",
                "auto",
                "orientation",
                "auto",
                "textMode",
                names ? "value_and_name" : "value",
                "wideLayout",
                true);
    }

    @Override
    Map<String, Object> custom() {
        return Json.object();
    }

    @Override
    List<Object> mappings() {
        return List.copyOf(mappings);
    }

    @Override
    String colorMode() {
        return "thresholds";
    }
}
