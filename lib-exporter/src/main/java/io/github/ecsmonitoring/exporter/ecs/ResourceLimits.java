package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * The limits of a task or a container.
 *
 * @param cpu in vCPUs for a task, in CPU shares for a container (1024 per vCPU)
 * @param memory in bytes
 */
public record ResourceLimits(OptionalDouble cpu, OptionalDouble memory) {
    static final ResourceLimits NONE = new ResourceLimits(OptionalDouble.empty(), OptionalDouble.empty());

    static ResourceLimits read(JsonReader json) throws IOException {
        OptionalDouble cpu = OptionalDouble.empty();
        OptionalDouble memory = OptionalDouble.empty();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.name()) {
                case "CPU" -> cpu = ResponseValues.limit(json, 1);
                case "Memory" -> memory = ResponseValues.limit(json, ResponseValues.MEBIBYTES);
                default -> json.skip();
            }
        }
        return new ResourceLimits(cpu, memory);
    }
}
