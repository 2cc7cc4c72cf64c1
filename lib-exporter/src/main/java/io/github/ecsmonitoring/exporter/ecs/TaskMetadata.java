package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The response of {@code /task}.
 *
 * @param cluster the ARN on Fargate, the short name on EC2
 * @param serviceName empty for a task without a service and for agents that do not report it
 * @param limits of the whole task; optional on EC2
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
        ResourceLimits limits,
        OptionalDouble pullStarted,
        OptionalDouble pullStopped,
        EphemeralStorage ephemeralStorage,
        ClockDrift clock,
        List<ContainerMetadata> containers) {

    /** The task's ephemeral storage in bytes; Fargate only. */
    public record EphemeralStorage(OptionalDouble used, OptionalDouble reserved) {
        static final EphemeralStorage UNKNOWN = new EphemeralStorage(OptionalDouble.empty(), OptionalDouble.empty());

        static EphemeralStorage read(JsonReader json) throws IOException {
            OptionalDouble used = OptionalDouble.empty();
            OptionalDouble reserved = OptionalDouble.empty();
            json.beginObject();
            while (json.hasNext()) {
                switch (json.name()) {
                    case "Utilized" -> used = ResponseValues.number(json, ResponseValues.MEBIBYTES);
                    case "Reserved" -> reserved = ResponseValues.number(json, ResponseValues.MEBIBYTES);
                    default -> json.skip();
                }
            }
            return new EphemeralStorage(used, reserved);
        }
    }

    /** The maximum clock error in seconds, and {@code SYNCHRONIZED} or {@code NOT_SYNCHRONIZED}; Fargate only. */
    public record ClockDrift(OptionalDouble errorBound, String status) {
        static final ClockDrift UNKNOWN = new ClockDrift(OptionalDouble.empty(), "");

        static ClockDrift read(JsonReader json) throws IOException {
            OptionalDouble errorBound = OptionalDouble.empty();
            String status = "";
            json.beginObject();
            while (json.hasNext()) {
                switch (json.name()) {
                    case "ClockErrorBound" -> errorBound = ResponseValues.number(json, ResponseValues.MILLISECONDS);
                    case "ClockSynchronizationStatus" -> status = json.text();
                    default -> json.skip();
                }
            }
            return new ClockDrift(errorBound, status);
        }
    }

    static TaskMetadata read(JsonReader json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        ResourceLimits limits = ResourceLimits.NONE;
        OptionalDouble pullStarted = OptionalDouble.empty();
        OptionalDouble pullStopped = OptionalDouble.empty();
        EphemeralStorage storage = EphemeralStorage.UNKNOWN;
        ClockDrift clock = ClockDrift.UNKNOWN;
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
                case "Limits" -> limits = ResourceLimits.read(json);
                case "PullStartedAt" -> pullStarted = ResponseValues.time(json);
                case "PullStoppedAt" -> pullStopped = ResponseValues.time(json);
                case "EphemeralStorageMetrics" -> storage = EphemeralStorage.read(json);
                case "ClockDrift" -> clock = ClockDrift.read(json);
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
