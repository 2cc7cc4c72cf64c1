package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The CPU time of a container, in seconds since it started.
 *
 * @param user as {@code kernel}: on Fargate counted in ticks of a hundredth of a second, so that the sum is not exactly
 *     {@code total}
 * @param periods in which the scheduler enforced a limit, most often of 0.1 s; 0 without a limit
 * @param throttledPeriods those of them in which the container was stopped
 * @param throttled how long it was stopped
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
                            case "total_usage" -> total = Fields.number(json, Fields.NANOSECONDS);
                            case "usage_in_usermode" -> user = Fields.number(json, Fields.NANOSECONDS);
                            case "usage_in_kernelmode" -> kernel = Fields.number(json, Fields.NANOSECONDS);
                            default -> json.skip();
                        }
                    }
                }
                case "throttling_data" -> throttling = ContainerStats.readNumbers(json);
                default -> json.skip();
            }
        }
        OptionalDouble time = ContainerStats.find(throttling, "throttled_time");
        return new CpuStats(
                total,
                user,
                kernel,
                ContainerStats.find(throttling, "periods"),
                ContainerStats.find(throttling, "throttled_periods"),
                time.isPresent() ? OptionalDouble.of(time.getAsDouble() * Fields.NANOSECONDS) : time);
    }
}
