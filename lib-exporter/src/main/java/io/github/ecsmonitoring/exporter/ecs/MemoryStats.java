package io.github.ecsmonitoring.exporter.ecs;

import io.github.ecsmonitoring.exporter.json.JsonReader;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The memory of a container, in bytes.
 *
 * @param usage with the page cache
 * @param pageCache files that the kernel keeps in memory
 * @param inactiveFile those of them that were not used for long, and go first
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files">Kernel: memory.stat of
 *     cgroup 2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html#stat-file">Kernel: memory.stat of cgroup
 *     1</a>
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
                case "stats" -> stats = ContainerStats.readNumbers(json);
                default -> json.skip();
            }
        }
        return new MemoryStats(
                usage, either(stats, "cache", "file"), either(stats, "total_inactive_file", "inactive_file"));
    }

    /**
     * What the kernel can't take back without harm, as Kubernetes computes it: usage without inactive files, never
     * below 0.
     */
    public OptionalDouble workingSet() {
        return usage.isPresent() && inactiveFile.isPresent()
                ? OptionalDouble.of(Math.max(0, usage.getAsDouble() - inactiveFile.getAsDouble()))
                : OptionalDouble.empty();
    }

    /** The first name is that of cgroup 1, which has the second too, but for the container without its children. */
    private static OptionalDouble either(Map<String, Double> stats, String version1, String version2) {
        return ContainerStats.find(stats, stats.containsKey(version1) ? version1 : version2);
    }
}
