package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.promql.PrometheusDuration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Token;

/** Validation of an Alertmanager configuration: its routes. */
final class AlertManagerConfig {
    private static final long MAX_REPEAT_MILLIS = 5 * 86_400_000L;

    private final Set<String> receivers;

    private AlertManagerConfig(Set<String> receivers) {
        this.receivers = receivers;
    }

    /**
     * @param templates the names of the template files
     * @throws IllegalArgumentException if AMP would reject it
     */
    static void check(Object config, Set<?> templates) {
        if (!(config instanceof Map<?, ?> document)
                || !(document.get("route") instanceof Map<?, ?> root)
                || !(document.get("receivers") instanceof List<?> receivers)) {
            throw new IllegalArgumentException(
                    "alertmanager_config must be an Alertmanager configuration with \"route\" and \"receivers\"");
        }
        Set<Object> missing = new LinkedHashSet<>(list(document.get("templates")));
        missing.removeAll(templates);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "templates must be names of template_files, " + new TreeSet<>(templates) + ", got " + missing);
        }
        AlertManagerLimits.requireAtMost(
                "inhibition rules",
                AlertManagerLimits.INHIBITION_RULES,
                list(document.get("inhibit_rules")).size());
        AlertManagerConfig checked = new AlertManagerConfig(ReceiverConfigs.check(receivers));
        if (root.get("receiver") == null) {
            throw new IllegalArgumentException("route of alertmanager_config must have a receiver");
        }
        AlertRoutes.check(checked.route(root).routes());
    }

    /** The route as a value, with its matchers and routes only. */
    private AlertRoute route(Map<?, ?> yaml) {
        Object receiver = yaml.get("receiver");
        if (receiver != null && !receivers.contains(receiver)) {
            throw new IllegalArgumentException(
                    "receiver of a route must be one of " + receivers + ", got \"" + receiver + "\"");
        }
        requireDurations(yaml);
        AlertRoute route = AlertRoute.of(matchers(yaml).toArray(AlertMatcher[]::new));
        for (Object child : list(yaml.get("routes"))) {
            if (!(child instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("routes must be a list of maps, got " + child);
            }
            route = route.route(route(map));
        }
        return Boolean.TRUE.equals(yaml.get("continue")) ? route.continueMatching() : route;
    }

    private static List<AlertMatcher> matchers(Map<?, ?> yaml) {
        List<AlertMatcher> matchers = new ArrayList<>();
        list(yaml.get("matchers")).forEach(text -> matchers.addAll(AlertMatcherText.parse(String.valueOf(text))));
        if (yaml.get("match") instanceof Map<?, ?> values) {
            values.forEach((label, value) -> matchers.add(AlertMatcher.equal(label.toString(), value.toString())));
        }
        if (yaml.get("match_re") instanceof Map<?, ?> values) {
            values.forEach((label, value) -> matchers.add(AlertMatcher.matching(label.toString(), value.toString())));
        }
        return matchers;
    }

    private static void requireDurations(Map<?, ?> route) {
        for (String key : List.of("group_wait", "group_interval", "repeat_interval")) {
            Object value = route.get(key);
            if (value != null && !Token.isUnresolved(value)) {
                requireDuration(key, value.toString());
            }
        }
    }

    private static void requireDuration(String key, String value) {
        long millis = PrometheusDuration.millis(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        key + " must be " + PrometheusDuration.SYNTAX + ", got \"" + value + "\""));
        if (millis == 0 && !key.equals("group_wait")) {
            throw new IllegalArgumentException(key + " must be longer than 0, got " + value);
        }
        if (key.equals("repeat_interval") && millis > MAX_REPEAT_MILLIS) {
            throw new IllegalArgumentException(
                    key + " must be at most 5d, got " + value + ": AMP sends notifications again after 5 days");
        }
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }
}
