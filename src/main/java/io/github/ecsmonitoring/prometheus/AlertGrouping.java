package io.github.ecsmonitoring.prometheus;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Token;

/**
 * How a route groups alerts into notifications, and when it sends them; null for what is inherited.
 *
 * @param labels {@code group_by}
 * @param pause {@code group_wait}
 * @param interval {@code group_interval}
 * @param repeat {@code repeat_interval}
 */
record AlertGrouping(List<String> labels, Duration pause, Duration interval, Duration repeat) {
    static final AlertGrouping INHERITED = new AlertGrouping(null, null, null, null);
    /** Alertmanager's defaults, and one notification for each alert name and service instead of one for everything. */
    static final AlertGrouping DEFAULT = new AlertGrouping(
            List.of("alertname", "account_id", "region", "ecs_cluster", "ecs_service"),
            Duration.seconds(30),
            Duration.minutes(5),
            Duration.hours(4));

    private static final String ALL = "...";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*";
    private static final int MAX_REPEAT_DAYS = 5;

    AlertGrouping by(List<String> names) {
        for (String name : names) {
            if (!Token.isUnresolved(name) && !name.matches(LABEL) && !(name.equals(ALL) && names.size() == 1)) {
                throw new IllegalArgumentException(
                        "groupBy must be names of labels, or \"...\" alone, got \"" + name + "\" in " + names);
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("groupBy must name each label once, got " + names);
        }
        return new AlertGrouping(names, pause, interval, repeat);
    }

    AlertGrouping waiting(Duration duration) {
        return new AlertGrouping(labels, Objects.requireNonNull(duration, "groupWait"), interval, repeat);
    }

    AlertGrouping every(Duration duration) {
        return new AlertGrouping(labels, pause, positive("groupInterval", duration), repeat);
    }

    AlertGrouping repeated(Duration duration) {
        positive("repeatInterval", duration);
        if (!duration.isUnresolved() && milliseconds(duration) > milliseconds(Duration.days(MAX_REPEAT_DAYS))) {
            throw new IllegalArgumentException("repeatInterval must be at most " + MAX_REPEAT_DAYS + " days, got "
                    + duration.toHumanString() + ": AMP sends notifications again after 5 days");
        }
        return new AlertGrouping(labels, pause, interval, duration);
    }

    /** @throws IllegalArgumentException unless the duration is positive */
    static Duration positive(String option, Duration duration) {
        if (!Objects.requireNonNull(duration, option).isUnresolved() && milliseconds(duration) <= 0) {
            throw new IllegalArgumentException(option + " must be positive, got " + duration.toHumanString());
        }
        return duration;
    }

    /** The keys of a route that are set. */
    Map<String, Object> toYaml() {
        Map<String, Object> yaml = new LinkedHashMap<>();
        if (labels != null) {
            yaml.put("group_by", labels);
        }
        put(yaml, "group_wait", pause);
        put(yaml, "group_interval", interval);
        put(yaml, "repeat_interval", repeat);
        return yaml;
    }

    private static void put(Map<String, Object> yaml, String key, Duration duration) {
        if (duration != null) {
            yaml.put(key, text(duration));
        }
    }

    /** In Prometheus' syntax, such as {@code 90s}. */
    static String text(Duration duration) {
        return duration.isUnresolved()
                ? Token.asString(duration.toSeconds()) + "s"
                : milliseconds(duration) % 1000 == 0
                        ? milliseconds(duration) / 1000 + "s"
                        : milliseconds(duration) + "ms";
    }

    private static long milliseconds(Duration duration) {
        return duration.toMilliseconds().longValue();
    }
}
