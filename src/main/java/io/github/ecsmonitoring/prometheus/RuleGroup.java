package io.github.ecsmonitoring.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;

/**
 * Rules that are evaluated one after another, at one interval.
 *
 * <pre>{@code
 * RuleGroup.of("orders", RecordingRule.of("service:orders:rate5m", "sum by (ecs_service) (rate(orders_total[5m]))"))
 *     .interval(Duration.seconds(30))
 * }</pre>
 *
 * <p>In the rules file:
 *
 * <pre>{@code
 * groups:
 *   - name: orders
 *     interval: 30s
 *     rules:
 *       - record: service:orders:rate5m
 *         expr: sum by (ecs_service) (rate(orders_total[5m]))
 * }</pre>
 *
 * <p>Immutable: each method returns a new value. Everything is validated by {@link PrometheusWorkspace#addRules}.
 */
public final class RuleGroup {
    private final Map<String, Object> settings;
    private final List<PrometheusRule> rules;

    private RuleGroup(Map<String, Object> settings, List<PrometheusRule> rules) {
        this.settings = settings;
        this.rules = rules;
    }

    /**
     * A group of rules.
     *
     * @param name unique within a namespace
     */
    public static RuleGroup of(String name, PrometheusRule... rules) {
        return new RuleGroup(Map.of("name", Objects.requireNonNull(name, "name")), List.of(rules));
    }

    /** How often the rules are evaluated, at least every 30 seconds. Default: 60 seconds, AMP's own default. */
    public RuleGroup interval(Duration interval) {
        return with("interval", RuleDuration.text(interval, "interval"));
    }

    /** How far in the past the rules are evaluated. Default: that of the workspace. */
    public RuleGroup queryOffset(Duration offset) {
        return with("query_offset", RuleDuration.text(offset, "queryOffset"));
    }

    /** The largest number of series or alerts of one rule: a rule with more has no result. Default: no limit. */
    public RuleGroup limit(int limit) {
        return with("limit", limit);
    }

    /** With further rules, which are evaluated after the others. */
    public RuleGroup add(PrometheusRule... more) {
        List<PrometheusRule> all = new ArrayList<>(rules);
        all.addAll(List.of(more));
        return new RuleGroup(settings, List.copyOf(all));
    }

    private RuleGroup with(String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return new RuleGroup(changed, rules);
    }

    /** The group in a rules file. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String key : List.of("name", "interval", "query_offset", "limit")) {
            if (settings.containsKey(key)) {
                fields.put(key, settings.get(key));
            }
        }
        fields.put("rules", rules.stream().map(PrometheusRule::fields).toList());
        return fields;
    }
}
