package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.OptionalDouble;

/** Values of the endpoint's answers, in seconds and bytes. */
final class Fields {
    static final double NANOSECONDS = 1e-9;
    static final double MILLISECONDS = 1e-3;
    static final double MEBIBYTES = 1 << 20;

    /**
     * The kernel's ways to say "no limit": 9223372036854771712 (the highest number of pages, in bytes) for memory, 2^64
     * - 1 for processes. No machine has that much.
     */
    private static final double UNLIMITED = 0x1p62;

    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000_000 - 1;

    /**
     * A task has at most ten containers, a container some ten interfaces and a hundred numbers: more would cost the
     * heap many times their text.
     */
    private static final int MOST = 200;

    private Fields() {}

    /** Adds one of {@code what}. */
    static <T> void put(Map<String, T> all, String what, String name, T value, JsonReader json) throws IOException {
        if (all.size() == MOST && !all.containsKey(name)) {
            throw json.expected("at most " + MOST + " " + what, "more");
        }
        all.put(name, value);
    }

    static OptionalDouble number(JsonReader json, double unit) throws IOException {
        OptionalDouble number = json.number();
        return number.isPresent() ? OptionalDouble.of(number.getAsDouble() * unit) : number;
    }

    /** Absent also if it is 0, which the agent shows where the task definition has none. */
    static OptionalDouble limit(JsonReader json, double unit) throws IOException {
        OptionalDouble limit = number(json, unit);
        return limit.isPresent() && limit.getAsDouble() > 0 && limit.getAsDouble() < UNLIMITED
                ? limit
                : OptionalDouble.empty();
    }

    /** Unix time; absent also for Go's "never", 0001-01-01. */
    static OptionalDouble time(JsonReader json) throws IOException {
        String text = json.text();
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            Instant time = Instant.parse(text);
            if (time.getEpochSecond() <= 0 || time.getEpochSecond() > LAST_SECOND) {
                return OptionalDouble.empty();
            }
            // As ecs_exporter computes it, so that the digits are the same.
            return OptionalDouble.of((time.getEpochSecond() * 1_000_000_000 + time.getNano()) * NANOSECONDS);
        } catch (DateTimeParseException e) {
            throw json.unexpected("a time such as 2026-11-22T07:46:09.875Z", '"' + text + '"');
        }
    }
}
