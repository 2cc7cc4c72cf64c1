package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The memory of a container in bytes.
 *
 * @param usage including the page cache
 * @param inactiveFile page cache that was not used recently and is reclaimed first
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files">Kernel: memory.stat in
 *     cgroup v2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html#stat-file">Kernel: memory.stat in cgroup
 *     v1</a>
 */
public record MemoryStats(OptionalDouble usage, OptionalDouble pageCache, OptionalDouble inactiveFile) {
    static final MemoryStats UNKNOWN =
            new MemoryStats(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    static MemoryStats read(JsonReader json) throws IOException {
        OptionalDouble usage = OptionalDouble.empty();
        Map<String, Double> stats = Map.of();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.name()) {
                case "usage" -> usage = json.number();
                case "stats" -> stats = ResponseValues.numbers(json);
                default -> json.skip();
            }
        }
        return new MemoryStats(
                usage, either(stats, "cache", "file"), either(stats, "total_inactive_file", "inactive_file"));
    }

    /**
     * Usage without inactive page cache, at least 0: the working set as Kubernetes computes it. Absent if either value
     * is.
     */
    public OptionalDouble workingSet() {
        return usage.isPresent() && inactiveFile.isPresent()
                ? OptionalDouble.of(Math.max(0, usage.getAsDouble() - inactiveFile.getAsDouble()))
                : OptionalDouble.empty();
    }

    /** In cgroup v1, {@code version2} exists too, but excludes child cgroups. */
    private static OptionalDouble either(Map<String, Double> stats, String version1, String version2) {
        return ResponseValues.find(stats, stats.containsKey(version1) ? version1 : version2);
    }
}
