package io.github.ecsmonitoring.exporter.emulator;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The responses of the paths below {@code /v4/}, without faults. The id in a path is the DockerId of a container, while
 * the agent on EC2 uses other ids.
 */
final class MetadataResponses {
    private final Map<String, Object> task;
    private final Map<String, Object> stats;
    private final Map<String, Object> tags;
    private final boolean frozen;
    private final Clock clock;
    private final Instant start;

    MetadataResponses(Scenario scenario, boolean frozen, Clock clock) throws IOException {
        this.task = scenario.readTask();
        this.stats = scenario.readStats();
        this.tags = scenario.read("tags.json");
        this.frozen = frozen;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** The id of the exporter's container. */
    String id() {
        return containers().stream()
                .filter(each -> each.get("Name").equals("node-exporter"))
                .map(each -> (String) each.get("DockerId"))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no container 'node-exporter' in the fixture"));
    }

    /** @param path {@code <id>} or a path below it, such as {@code <id>/task/stats} */
    EmulatorResponse response(String path) {
        int end = path.indexOf('/');
        String id = end < 0 ? path : path.substring(0, end);
        Map<String, Object> container = containers().stream()
                .filter(each -> each.get("DockerId").equals(id))
                .findFirst()
                .orElse(null);
        if (container == null) {
            return notFound("no container has the id '" + id + "'");
        }
        return switch (path.substring(id.length())) {
            case "" -> EmulatorResponse.json(container);
            case "/task" -> EmulatorResponse.json(task);
            case "/taskWithTags" -> EmulatorResponse.json(taskWithTags());
            case "/stats" -> EmulatorResponse.json(stats().get(id));
            case "/task/stats" -> EmulatorResponse.json(stats());
            default -> notFound("no resource at '" + path.substring(id.length()) + "'");
        };
    }

    private Map<String, Object> stats() {
        Instant now = clock.instant();
        return frozen ? stats : MovingCounters.after(Duration.between(start, now), now, stats);
    }

    private Map<String, Object> taskWithTags() {
        Map<String, Object> answer = new LinkedHashMap<>(task);
        answer.put("TaskTags", tags.get("TaskTags"));
        if ("EC2".equals(task.get("LaunchType"))) {
            answer.put("ContainerInstanceTags", tags.get("ContainerInstanceTags"));
        }
        return answer;
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> containers() {
        return (List<Map<String, Object>>) task.get("Containers");
    }

    private static EmulatorResponse notFound(String why) {
        return new EmulatorResponse(404, "application/json", JsonText.of(why));
    }
}
