package io.github.ecsmonitoring.ecsevents.event;

import io.github.ecsmonitoring.ecsevents.json.Fields;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A container of a stopped task. The event does not tell which containers are essential.
 *
 * @param exitCode null if it never ran
 * @param reason why ECS or Docker stopped it; null if it exited by itself
 */
record StoppedContainer(String name, Integer exitCode, String reason) {
    /** The library's sidecars, which are never essential. */
    private static final Set<String> SIDECARS = Set.of("adot", "node-exporter");
    /** ECS writes it with {@code Container} and with {@code container} after it. */
    private static final String OUT_OF_MEMORY = "OutOfMemoryError";

    static List<StoppedContainer> of(Map<String, Object> task) {
        return Fields.maps(task, "containers").stream()
                .map(json -> new StoppedContainer(
                        Fields.text(json, "name").orElse(""),
                        Fields.number(json, "exitCode").orElse(null),
                        Fields.text(json, "reason").orElse(null)))
                .toList();
    }

    /** The container that most likely ended the task. */
    static Optional<StoppedContainer> culprit(List<StoppedContainer> containers) {
        return containers.stream()
                .min(Comparator.comparing(StoppedContainer::rank).thenComparing(StoppedContainer::name));
    }

    private int rank() {
        if (ranOutOfMemory()) {
            return 0;
        }
        int sidecarsLast = isSidecar() ? 10 : 0;
        if (reason != null) {
            return 1 + sidecarsLast;
        }
        return (failedByItself() ? 2 : failed() ? 3 : 4) + sidecarsLast;
    }

    boolean isSidecar() {
        return SIDECARS.contains(name);
    }

    boolean ranOutOfMemory() {
        return reason != null && reason.startsWith(OUT_OF_MEMORY);
    }

    boolean succeeded() {
        return exitCode != null && exitCode == 0;
    }

    boolean failed() {
        return exitCode != null && exitCode != 0;
    }

    boolean failedByItself() {
        return failed() && !ExitCode.mayBeCausedByEcs(exitCode);
    }

    /** For example {@code container app: exit code 1}. */
    String text() {
        if (ranOutOfMemory()) {
            return "container " + name + ": " + reason + (exitCode == null ? "" : ", exit code " + exitCode);
        }
        String exit = exitCode == null ? null : ExitCode.text(exitCode);
        String cause = reason == null ? exit : exit == null ? reason : reason + ", " + exit;
        return "container " + name + ": " + (cause == null ? "did not run" : cause);
    }
}
