package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A container in the response of {@code /task}.
 *
 * @param id the key in {@link TaskMetadataEndpoint#stats}
 * @param name in the task definition
 * @param dockerName in the container runtime
 * @param knownStatus {@code PULLED}, {@code CREATED}, {@code RUNNING}, {@code STOPPED} or another status of the agent
 * @param health {@code HEALTHY}, {@code UNHEALTHY} or {@code UNKNOWN}; empty without a health check
 * @param networkMode {@code awsvpc}, {@code bridge}, {@code host} or {@code none}
 * @param exitCode absent while the container runs
 * @param restarts absent without a restart policy
 * @param started unix time
 * @param finished unix time
 */
public record ContainerMetadata(
        String id,
        String name,
        String dockerName,
        String image,
        String imageId,
        String knownStatus,
        String health,
        String networkMode,
        ResourceLimits limits,
        OptionalDouble exitCode,
        OptionalDouble restarts,
        OptionalDouble started,
        OptionalDouble finished) {

    /** Names are unique within a task; of equal names, the last container wins. */
    static List<ContainerMetadata> readAll(JsonReader json) throws IOException {
        Map<String, ContainerMetadata> containers = new LinkedHashMap<>();
        json.beginArray();
        while (json.hasNext()) {
            ContainerMetadata container = read(json);
            ResponseValues.put(containers, "containers", container.name, container, json);
        }
        return List.copyOf(containers.values());
    }

    private static ContainerMetadata read(JsonReader json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        ResourceLimits limits = ResourceLimits.NONE;
        String health = "";
        String networkMode = "";
        OptionalDouble exitCode = OptionalDouble.empty();
        OptionalDouble restarts = OptionalDouble.empty();
        OptionalDouble started = OptionalDouble.empty();
        OptionalDouble finished = OptionalDouble.empty();
        json.beginObject();
        while (json.hasNext()) {
            String member = json.name();
            switch (member) {
                case "DockerId", "Name", "DockerName", "Image", "ImageID", "KnownStatus" ->
                    texts.put(member, json.text());
                case "Limits" -> limits = ResourceLimits.read(json);
                // Agents have used both spellings.
                case "Health", "health" -> health = readText(json, "status");
                case "Networks" -> networkMode = readNetworkMode(json);
                case "ExitCode" -> exitCode = json.number();
                case "RestartCount" -> restarts = json.number();
                case "StartedAt" -> started = ResponseValues.time(json);
                case "FinishedAt" -> finished = ResponseValues.time(json);
                default -> json.skip();
            }
        }
        return new ContainerMetadata(
                text(texts, "DockerId"),
                text(texts, "Name"),
                text(texts, "DockerName"),
                text(texts, "Image"),
                text(texts, "ImageID"),
                text(texts, "KnownStatus"),
                health,
                networkMode,
                limits,
                exitCode,
                restarts,
                started,
                finished);
    }

    /** All networks of a container have the same mode. */
    private static String readNetworkMode(JsonReader json) throws IOException {
        String mode = "";
        json.beginArray();
        while (json.hasNext()) {
            mode = readText(json, "NetworkMode");
        }
        return mode;
    }

    private static String readText(JsonReader json, String wanted) throws IOException {
        String text = "";
        json.beginObject();
        while (json.hasNext()) {
            if (json.name().equals(wanted)) {
                text = json.text();
            } else {
                json.skip();
            }
        }
        return text;
    }

    private static String text(Map<String, String> texts, String name) {
        return texts.getOrDefault(name, "");
    }
}
