package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.ArrayList;
import java.util.List;

/**
 * Colors of a value. A color judges, so each step is the threshold of an alert.
 *
 * @param base color below the first step
 * @param steps in ascending order
 */
public record Thresholds(String base, List<Step> steps) {
    /** The color of absent data. */
    static final String GREY = "#8e8e8e";

    /** Applies {@code color} from {@code value} on. */
    public record Step(double value, String color) {}

    public Thresholds {
        steps = List.copyOf(steps);
    }

    /** The text color, for values that are neither good nor bad. */
    public static Thresholds none() {
        return new Thresholds("text", List.of());
    }

    /** Green, orange from {@code warning} on, red from {@code critical} on. */
    public static Thresholds highIsBad(double warning, double critical) {
        return new Thresholds("green", List.of(new Step(warning, "orange"), new Step(critical, "red")));
    }

    /** Red below {@code good}, green from {@code good} on. */
    public static Thresholds lowIsBad(double good) {
        return new Thresholds("red", List.of(new Step(good, "green")));
    }

    /** Green below {@code bad}, red from {@code bad} on. */
    public static Thresholds highIsBad(double bad) {
        return new Thresholds("green", List.of(new Step(bad, "red")));
    }

    /** Green, orange from {@code warning} on. */
    public static Thresholds highIsWarning(double warning) {
        return new Thresholds("green", List.of(new Step(warning, "orange")));
    }

    /** Colors of states: 0 is unknown and grey, 1 is good, 2 is unknown and grey, 3 is bad. */
    public static Thresholds states() {
        return new Thresholds(GREY, List.of(new Step(1, "green"), new Step(2, GREY), new Step(3, "red")));
    }

    DashboardJson json() {
        List<Object> all = new ArrayList<>();
        all.add(object().with("color", base).with("value", null));
        steps.forEach(step -> all.add(object().with("color", step.color()).with("value", step.value())));
        return object().with("mode", "absolute").with("steps", all);
    }
}
