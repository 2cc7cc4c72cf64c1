package io.github.ecsmonitoring.task;

import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;

/** What a sidecar reserves and may use at most; {@code cpu} null: no reservation. */
record ContainerSize(String container, int memoryReservationMiB, int memoryLimitMiB, Integer cpu) {
    /** The largest Fargate task. */
    private static final int MAX_MEMORY_MIB = 122_880;
    private static final int MAX_CPU = 16_384;

    /** @throws IllegalArgumentException if the limit is below the given minimum, or a value is negative or larger than any task */
    void check(int minLimitMiB) {
        require(memoryLimitMiB >= minLimitMiB && memoryLimitMiB <= MAX_MEMORY_MIB,
            "memoryLimitMiB", minLimitMiB + " to " + MAX_MEMORY_MIB, memoryLimitMiB);
        require(memoryReservationMiB >= 1 && memoryReservationMiB <= memoryLimitMiB,
            "memoryReservationMiB", "1 to memoryLimitMiB (" + memoryLimitMiB + ")", memoryReservationMiB);
        if (cpu != null) {
            require(cpu >= 1 && cpu <= MAX_CPU, "cpu", "1 to " + MAX_CPU + " units", cpu);
        }
    }

    void applyTo(ContainerDefinitionOptions.Builder options) {
        options.memoryReservationMiB(memoryReservationMiB).memoryLimitMiB(memoryLimitMiB).cpu(cpu);
    }

    private void require(boolean valid, String option, String allowed, int got) {
        if (!valid) {
            throw new IllegalArgumentException(option + " of sidecar " + container + " must be " + allowed + ", got " + got);
        }
    }
}
