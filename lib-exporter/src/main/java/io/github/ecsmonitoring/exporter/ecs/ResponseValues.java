package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Converts values in the responses of the endpoint to seconds and bytes. */
final class ResponseValues {
    static final double NANOSECONDS = 1e-9;
    static final double MILLISECONDS = 1e-3;
    static final double MEBIBYTES = 1 << 20;

    /**
     * The kernel reports "no limit" as 9223372036854771712 (the highest number of pages, in bytes) for memory and 2^64
     * - 1 for processes.
     */
    private static final double UNLIMITED = 0x1p62;

    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000_000 - 1;

    /**
     * A task has at most ten containers, and a container some ten interfaces and a hundred numbers. More entries would
     * take many times the size of their text on the heap.
     */
    private static final int MAX_ENTRIES = 200;

    private ResponseValues() {}

    /** Adds an entry; {@code what} names all entries in the error for too many. */
    static <T> void put(Map<String, T> all, String what, String name, T value, JsonReader json) throws IOException {
        if (all.size() == MAX_ENTRIES && !all.containsKey(name)) {
            throw json.expected("at most " + MAX_ENTRIES + " " + what, "more");
        }
        all.put(name, value);
    }

    /** All members of an object that are numbers. */
    static Map<String, Double> numbers(JsonReader json) throws IOException {
        Map<String, Double> numbers = new HashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.name();
            if (json.isNumber()) {
                put(numbers, "numbers", name, json.number().getAsDouble(), json);
            } else {
                json.skip();
            }
        }
        return numbers;
    }

    static OptionalDouble find(Map<String, Double> numbers, String name) {
        Double number = numbers.get(name);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    static OptionalDouble number(JsonReader json, double unit) throws IOException {
        OptionalDouble number = json.number();
        return number.isPresent() ? OptionalDouble.of(number.getAsDouble() * unit) : number;
    }

    /** Absent for 0 too, which the agent reports if the task definition has no limit. */
    static OptionalDouble limit(JsonReader json, double unit) throws IOException {
        OptionalDouble limit = number(json, unit);
        return limit.isPresent() && limit.getAsDouble() > 0 && limit.getAsDouble() < UNLIMITED
                ? limit
                : OptionalDouble.empty();
    }

    /** Unix time; absent for Go's zero time 0001-01-01 too. */
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
            // The same rounding as ecs_exporter.
            return OptionalDouble.of((time.getEpochSecond() * 1_000_000_000 + time.getNano()) * NANOSECONDS);
        } catch (DateTimeParseException e) {
            throw json.unexpected("a time such as 2026-11-22T07:46:09.875Z", '"' + text + '"');
        }
    }
}
