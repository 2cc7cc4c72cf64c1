package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.internal.Utf8;
import io.github.ecsmonitoring.promql.MetricUse;
import io.github.ecsmonitoring.promql.Promql;
import io.github.ecsmonitoring.promql.PromqlExpression;
import io.github.ecsmonitoring.promql.PromqlSelector;
import io.github.ecsmonitoring.promql.PromqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Validates one rule. */
final class RuleReader {
    private static final List<String> KEYS =
            List.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private RuleReader() {}

    /**
     * The metrics of a valid rule.
     *
     * @param number its place in the group, from 1
     */
    static MetricUse read(Node node, String group, int number) {
        YamlFields unnamed = YamlFields.of(node, group + ", rule " + number, KEYS);
        Optional<String> record = unnamed.text("record").filter(name -> !name.isEmpty());
        Optional<String> alert = unnamed.text("alert").filter(name -> !name.isEmpty());
        if (record.isPresent() == alert.isPresent()) {
            throw new IllegalArgumentException(unnamed.place() + ": one of record and alert must be set, got "
                    + (record.isPresent() ? "both, " + record.get() + " and " + alert.get() : "none"));
        }
        YamlFields rule =
                unnamed.at(group + record.map(name -> ", record " + name).orElseGet(() -> ", alert " + alert.get()));
        checkLabels(rule.texts("labels"), rule.place());
        if (record.isPresent()) {
            checkRecord(record.get(), rule);
        } else {
            checkAlert(alert.get(), rule);
        }
        return new MetricUse(
                selectors(rule).stream()
                        .map(selector -> new MetricUse.Read(rule.place(), selector))
                        .toList(),
                record.map(Set::of).orElse(Set.of()));
    }

    private static void checkRecord(String name, YamlFields rule) {
        if (!METRIC.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    rule.place() + ": record must be the name of a metric, " + METRIC + ", got \"" + name + "\"");
        }
        for (String key : List.of("for", "keep_firing_for")) {
            if (rule.duration(key).orElse(0L) != 0) {
                throw forAlertsOnly(rule, key);
            }
        }
        if (!rule.texts("annotations").isEmpty()) {
            throw forAlertsOnly(rule, "annotations");
        }
    }

    private static IllegalArgumentException forAlertsOnly(YamlFields rule, String key) {
        return new IllegalArgumentException(rule.place() + ": " + key + " is for alerts only");
    }

    private static void checkAlert(String name, YamlFields rule) {
        checkText(name, "alert", rule.place());
        rule.duration("for");
        rule.duration("keep_firing_for");
        Map<String, String> labels = rule.texts("labels");
        if (labels.containsKey("alertname")) {
            throw new IllegalArgumentException(rule.place()
                    + ": label alertname must not be set, since it is the name of the alert, got \""
                    + labels.get("alertname") + "\"");
        }
        labels.forEach((label, text) -> AlertTemplate.check(text, rule.place() + ": label " + label));
        rule.texts("annotations").forEach((annotation, text) -> {
            checkName(annotation, "annotation", rule.place());
            checkText(text, "annotation " + annotation, rule.place());
            AlertTemplate.check(text, rule.place() + ": annotation " + annotation);
        });
    }

    /** Labels of a rule or a group. */
    static void checkLabels(Map<String, String> labels, String place) {
        labels.forEach((label, value) -> {
            checkName(label, "label", place);
            if (label.equals("__name__")) {
                throw new IllegalArgumentException(place + ": label __name__ must not be set: use record");
            }
            checkText(value, "label " + label, place);
        });
    }

    private static void checkName(String name, String kind, String place) {
        if (!LABEL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    place + ": name of " + kind + " must match " + LABEL + ", got \"" + name + "\"");
        }
    }

    private static void checkText(String text, String kind, String place) {
        if (!Utf8.canEncode(text)) {
            throw new IllegalArgumentException(
                    place + ": " + kind + " must be valid Unicode, got an unpaired surrogate");
        }
    }

    private static List<PromqlSelector> selectors(YamlFields rule) {
        String expr = rule.text("expr").orElse("");
        if (expr.isEmpty()) {
            throw new IllegalArgumentException(rule.place() + ": expr must not be empty");
        }
        PromqlExpression expression;
        try {
            expression = Promql.parse(expr);
        } catch (IllegalArgumentException e) {
            if (TokenText.isUnknown(expr)) {
                return List.of();
            }
            throw new IllegalArgumentException(
                    rule.place() + ": expr must be PromQL, got \"" + expr.strip() + "\": " + e.getMessage(), e);
        }
        if (expression.type() != PromqlType.INSTANT_VECTOR && expression.type() != PromqlType.SCALAR) {
            throw new IllegalArgumentException(rule.place() + ": expr must be an instant vector or a scalar, got "
                    + expression.type() + ": \"" + expr.strip() + "\"");
        }
        return expression.selectors();
    }
}
