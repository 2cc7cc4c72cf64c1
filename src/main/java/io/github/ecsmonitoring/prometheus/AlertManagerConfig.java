package io.github.ecsmonitoring.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;

/** Validation of an Alertmanager configuration: its routes. */
final class AlertManagerConfig {
    /** As Prometheus writes durations, such as {@code 4d12h}. */
    private static final Pattern DURATION = Pattern.compile(
            "(?=.)(?:(\\d{1,9})y)?(?:(\\d{1,9})w)?(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:\\d{1,9}ms)?");

    private static final int[] SECONDS = {365 * 86_400, 7 * 86_400, 86_400, 3_600, 60, 1};
    private static final int MAX_REPEAT_SECONDS = 5 * 86_400;

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
        requireRepeat(yaml.get("repeat_interval"));
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

    private static void requireRepeat(Object interval) {
        if (interval == null || Token.isUnresolved(interval)) {
            return;
        }
        Matcher parts = DURATION.matcher(interval.toString());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "repeat_interval must be a duration such as 4h or 1d12h, got \"" + interval + "\"");
        }
        long seconds = 0;
        for (int i = 0; i < SECONDS.length; i++) {
            seconds += parts.group(i + 1) == null ? 0 : Long.parseLong(parts.group(i + 1)) * SECONDS[i];
        }
        if (seconds > MAX_REPEAT_SECONDS) {
            throw new IllegalArgumentException("repeat_interval must be at most 5d, got " + interval
                    + ": AMP sends notifications again after 5 days");
        }
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }
}
