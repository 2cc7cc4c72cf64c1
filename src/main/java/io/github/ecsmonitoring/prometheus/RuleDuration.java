package io.github.ecsmonitoring.prometheus;

import io.github.ecsmonitoring.promql.PrometheusDuration;
import java.util.Objects;
import software.amazon.awscdk.Duration;

/** Durations of rules in Prometheus' syntax. */
final class RuleDuration {
    private RuleDuration() {}

    /** For example {@code 1h30m}. */
    static String text(Duration duration, String name) {
        if (Objects.requireNonNull(duration, name).isUnresolved()) {
            throw new IllegalArgumentException(name + " must be known at synth, got a token");
        }
        return PrometheusDuration.format(duration.toMilliseconds().longValue());
    }
}
