package io.github.ecsmonitoring.dashboards.model;

import java.util.List;
import java.util.Map;

/**
 * From which value on a number is shown in which colour; {@code base} is the colour below the first step.
 *
 * <p>A colour is a judgement, so it stands for an alert's threshold or for nothing.
 */
public record Thresholds(String base, List<Step> steps) {
    /** From {@code value} on, {@code color}. */
    public record Step(double value, String color) {}

    public Thresholds {
        steps = List.copyOf(steps);
    }

    /** Numbers without good and bad. */
    public static Thresholds none() {
        return new Thresholds("text", List.of());
    }

    /** Green, from {@code warning} orange, from {@code critical} red. */
    public static Thresholds highIsBad(double warning, double critical) {
        return new Thresholds("green", List.of(new Step(warning, "orange"), new Step(critical, "red")));
    }

    /** Red below {@code good}, green from there on. */
    public static Thresholds lowIsBad(double good) {
        return new Thresholds("red", List.of(new Step(good, "green")));
    }

    /** Green below {@code bad}, red from there on. */
    public static Thresholds highIsBad(double bad) {
        return new Thresholds("green", List.of(new Step(bad, "red")));
    }

    Map<String, Object> json() {
        var all = new java.util.ArrayList<Object>();
        all.add(Json.object("color", base, "value", null));
        steps.forEach(step -> all.add(Json.object("color", step.color(), "value", step.value())));
        return Json.object("mode", "absolute", "steps", all);
    }
}
