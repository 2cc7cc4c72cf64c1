package io.github.ecsmonitoring.grafana.service;

import java.util.Map;
import java.util.TreeSet;

/**
 * CPU and memory of a task on Fargate.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html">sizes</a>
 */
record GrafanaTaskSize(int cpu, int memoryLimitMiB) {
    /** Grafana with plugins takes 200 to 400 MiB; the sidecars of this library reserve up to 256 MiB. */
    static final GrafanaTaskSize DEFAULT = new GrafanaTaskSize(512, 1024);

    private static final int GIB = 1024;

    private record Memory(int from, int to, int step) {
        boolean contains(int mib) {
            return mib >= from && mib <= to && (mib - from) % step == 0;
        }
    }

    private static final Map<Integer, Memory> SIZES = Map.of(
            512, new Memory(GIB, 4 * GIB, GIB),
            1024, new Memory(2 * GIB, 8 * GIB, GIB),
            2048, new Memory(4 * GIB, 16 * GIB, GIB),
            4096, new Memory(8 * GIB, 30 * GIB, GIB));

    /** @throws IllegalArgumentException if Fargate or Grafana cannot run with it */
    void check() {
        Memory memory = SIZES.get(cpu);
        if (memory == null) {
            throw new IllegalArgumentException("cpu must be one of " + new TreeSet<>(SIZES.keySet()) + ", got " + cpu);
        }
        if (!memory.contains(memoryLimitMiB)) {
            throw new IllegalArgumentException("memoryLimitMiB must be from " + memory.from + " to " + memory.to
                    + " in steps of " + memory.step + " with cpu " + cpu + ", got " + memoryLimitMiB);
        }
    }

    int grafanaReservationMiB() {
        return memoryLimitMiB / 2;
    }
}
