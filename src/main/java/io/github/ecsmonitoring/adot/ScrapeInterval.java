package io.github.ecsmonitoring.adot;

import java.util.Objects;
import software.amazon.awscdk.Duration;

/**
 * The scrape interval of a target: 10 to 240 whole seconds.
 *
 * <p>The scrape timeout is ten seconds, so shorter intervals could overlap. A series becomes stale five minutes after
 * its last sample (<a href="https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness">staleness</a>), so
 * longer intervals could leave gaps.
 *
 * @param seconds the interval
 */
public record ScrapeInterval(int seconds) {
    private static final int MIN_SECONDS = 10;
    private static final int MAX_SECONDS = 240;

    /** @throws IllegalArgumentException unless it is 10 to 240 seconds */
    public ScrapeInterval {
        if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
            throw invalid("scrape interval", seconds + " s");
        }
    }

    /** @throws IllegalArgumentException unless it is 10 to 240 whole seconds, known at synth */
    public static ScrapeInterval of(Duration interval) {
        return of(interval, "scrape interval");
    }

    /** @param name what messages call the interval */
    static ScrapeInterval of(Duration interval, String name) {
        if (Objects.requireNonNull(interval, "interval").isUnresolved()) {
            throw invalid(name, "a token");
        }
        double seconds = interval.toMilliseconds().doubleValue() / 1000;
        if (seconds != Math.rint(seconds)) {
            throw invalid(name, seconds + " s");
        }
        if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
            throw invalid(name, Math.round(seconds) + " s");
        }
        return new ScrapeInterval((int) seconds);
    }

    private static IllegalArgumentException invalid(String name, String got) {
        return new IllegalArgumentException(
                name + " must be " + MIN_SECONDS + " to " + MAX_SECONDS + " whole seconds, got " + got);
    }
}
