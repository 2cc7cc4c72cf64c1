package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The CPU time of a container in seconds, since its start.
 *
 * @param user in user mode; on Fargate counted in ticks of 10 ms, so that {@code user + kernel} differs from
 *     {@code total}
 * @param kernel in kernel mode, in the same ticks
 * @param periods scheduler periods with a CPU limit, 0.1 s by default; 0 without a limit
 * @param throttledPeriods periods in which the container was throttled
 * @param throttled time for which the container was throttled
 */
public record CpuStats(
        OptionalDouble total,
        OptionalDouble user,
        OptionalDouble kernel,
        OptionalDouble periods,
        OptionalDouble throttledPeriods,
        OptionalDouble throttled) {
    static final CpuStats UNKNOWN = new CpuStats(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    static CpuStats read(JsonReader json) throws IOException {
        OptionalDouble total = OptionalDouble.empty();
        OptionalDouble user = OptionalDouble.empty();
        OptionalDouble kernel = OptionalDouble.empty();
        Map<String, Double> throttling = Map.of();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.name()) {
                case "cpu_usage" -> {
                    json.beginObject();
                    while (json.hasNext()) {
                        switch (json.name()) {
                            case "total_usage" -> total = ResponseValues.number(json, ResponseValues.NANOSECONDS);
                            case "usage_in_usermode" -> user = ResponseValues.number(json, ResponseValues.NANOSECONDS);
                            case "usage_in_kernelmode" ->
                                kernel = ResponseValues.number(json, ResponseValues.NANOSECONDS);
                            default -> json.skip();
                        }
                    }
                }
                case "throttling_data" -> throttling = ResponseValues.numbers(json);
                default -> json.skip();
            }
        }
        OptionalDouble time = ResponseValues.find(throttling, "throttled_time");
        return new CpuStats(
                total,
                user,
                kernel,
                ResponseValues.find(throttling, "periods"),
                ResponseValues.find(throttling, "throttled_periods"),
                time.isPresent() ? OptionalDouble.of(time.getAsDouble() * ResponseValues.NANOSECONDS) : time);
    }
}
