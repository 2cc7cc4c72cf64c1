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
 * What the paths below {@code /v4/} answer, apart from faults. An id is a container's DockerId; the agent on EC2 has
 * ids of its own.
 */
final class TaskMetadata {
    private final Map<String, Object> task;
    private final Map<String, Object> stats;
    private final Map<String, Object> tags;
    private final boolean frozen;
    private final Clock clock;
    private final Instant start;

    TaskMetadata(Scenario scenario, boolean frozen, Clock clock) throws IOException {
        this.task = scenario.readTask();
        this.stats = scenario.readStats();
        this.tags = scenario.read("tags.json");
        this.frozen = frozen;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** The id of the container that asks: the exporter's. */
    String id() {
        return containers().stream()
                .filter(each -> each.get("Name").equals("node-exporter"))
                .map(each -> (String) each.get("DockerId"))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no container 'node-exporter' in the fixture"));
    }

    /** @param path {@code <id>} and what follows it, {@code <id>/task/stats} */
    Answer answer(String path) {
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
            case "" -> Answer.json(container);
            case "/task" -> Answer.json(task);
            case "/taskWithTags" -> Answer.json(taskWithTags());
            case "/stats" -> Answer.json(stats().get(id));
            case "/task/stats" -> Answer.json(stats());
            default -> notFound("nothing at '" + path.substring(id.length()) + "'");
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

    private static Answer notFound(String why) {
        return new Answer(404, "application/json", JsonText.of(why));
    }
}
