package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The answer of {@code /task}.
 *
 * @param cluster an ARN on Fargate, a short name on EC2
 * @param serviceName empty where the task belongs to no service, or the agent does not tell
 * @param limits of the task as a whole: optional on EC2
 * @param pullStarted unix time
 * @param pullStopped unix time
 */
public record TaskMetadata(
        String cluster,
        String arn,
        String family,
        String revision,
        String desiredStatus,
        String knownStatus,
        String availabilityZone,
        String launchType,
        String serviceName,
        Limits limits,
        OptionalDouble pullStarted,
        OptionalDouble pullStopped,
        EphemeralStorage ephemeralStorage,
        Clock clock,
        List<ContainerMetadata> containers) {

    /** What a task or a container may use: vCPUs (of a container: CPU shares, 1024 a vCPU) and bytes. */
    public record Limits(OptionalDouble cpu, OptionalDouble memory) {
        static final Limits NONE = new Limits(OptionalDouble.empty(), OptionalDouble.empty());

        static Limits read(JsonReader json) throws IOException {
            OptionalDouble cpu = OptionalDouble.empty();
            OptionalDouble memory = OptionalDouble.empty();
            json.beginObject();
            while (json.hasNext()) {
                switch (json.name()) {
                    case "CPU" -> cpu = Fields.limit(json, 1);
                    case "Memory" -> memory = Fields.limit(json, Fields.MEBIBYTES);
                    default -> json.skip();
                }
            }
            return new Limits(cpu, memory);
        }
    }

    /** Bytes of the task's own disk; on Fargate only. */
    public record EphemeralStorage(OptionalDouble used, OptionalDouble reserved) {
        static final EphemeralStorage UNKNOWN = new EphemeralStorage(OptionalDouble.empty(), OptionalDouble.empty());

        static EphemeralStorage read(JsonReader json) throws IOException {
            OptionalDouble used = OptionalDouble.empty();
            OptionalDouble reserved = OptionalDouble.empty();
            json.beginObject();
            while (json.hasNext()) {
                switch (json.name()) {
                    case "Utilized" -> used = Fields.number(json, Fields.MEBIBYTES);
                    case "Reserved" -> reserved = Fields.number(json, Fields.MEBIBYTES);
                    default -> json.skip();
                }
            }
            return new EphemeralStorage(used, reserved);
        }
    }

    /**
     * How far the clock may be off, in seconds, and {@code SYNCHRONIZED} or {@code NOT_SYNCHRONIZED}; on Fargate only.
     */
    public record Clock(OptionalDouble errorBound, String status) {
        static final Clock UNKNOWN = new Clock(OptionalDouble.empty(), "");

        static Clock read(JsonReader json) throws IOException {
            OptionalDouble errorBound = OptionalDouble.empty();
            String status = "";
            json.beginObject();
            while (json.hasNext()) {
                switch (json.name()) {
                    case "ClockErrorBound" -> errorBound = Fields.number(json, Fields.MILLISECONDS);
                    case "ClockSynchronizationStatus" -> status = json.text();
                    default -> json.skip();
                }
            }
            return new Clock(errorBound, status);
        }
    }

    static TaskMetadata read(JsonReader json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Limits limits = Limits.NONE;
        OptionalDouble pullStarted = OptionalDouble.empty();
        OptionalDouble pullStopped = OptionalDouble.empty();
        EphemeralStorage storage = EphemeralStorage.UNKNOWN;
        Clock clock = Clock.UNKNOWN;
        List<ContainerMetadata> containers = List.of();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.name();
            switch (name) {
                case "Cluster",
                        "TaskARN",
                        "Family",
                        "Revision",
                        "DesiredStatus",
                        "KnownStatus",
                        "AvailabilityZone",
                        "LaunchType",
                        "ServiceName" -> texts.put(name, json.text());
                case "Limits" -> limits = Limits.read(json);
                case "PullStartedAt" -> pullStarted = Fields.time(json);
                case "PullStoppedAt" -> pullStopped = Fields.time(json);
                case "EphemeralStorageMetrics" -> storage = EphemeralStorage.read(json);
                case "ClockDrift" -> clock = Clock.read(json);
                case "Containers" -> containers = ContainerMetadata.readAll(json);
                default -> json.skip();
            }
        }
        return new TaskMetadata(
                text(texts, "Cluster"),
                text(texts, "TaskARN"),
                text(texts, "Family"),
                text(texts, "Revision"),
                text(texts, "DesiredStatus"),
                text(texts, "KnownStatus"),
                text(texts, "AvailabilityZone"),
                text(texts, "LaunchType"),
                text(texts, "ServiceName"),
                limits,
                pullStarted,
                pullStopped,
                storage,
                clock,
                containers);
    }

    private static String text(Map<String, String> texts, String name) {
        return texts.getOrDefault(name, "");
    }
}
