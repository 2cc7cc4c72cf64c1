package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import software.amazon.awscdk.Intrinsic;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;

/** What a sidecar reserves and may use at most; {@code cpu} null: no reservation. */
record ContainerSize(String container, int memoryReservationMiB, int memoryLimitMiB, Integer cpu) {
    /**
     * Measured: below 160 the ADOT collector takes seconds to start, and a limit under 192 makes it read its own binary
     * again and again.
     */
    static final ContainerSize COLLECTOR =
            new ContainerSize(AdotSidecar.CONTAINER_NAME, 160, AdotConfig.DEFAULT_MEMORY_LIMIT_MIB, null);
    /**
     * Measured: 10,000 scrapes within a memory cgroup of 64 MiB, which counts the image's files too; 50 MiB resident,
     * 25 of them anonymous.
     */
    static final ContainerSize EXPORTER = new ContainerSize(NodeExporterSidecar.CONTAINER_NAME, 64, 128, null);

    /** The largest Fargate task. */
    private static final int MAX_MEMORY_MIB = 122_880;

    private static final int MAX_CPU = 16_384;

    /**
     * @throws IllegalArgumentException if the limit is below the given minimum, or a value is negative or larger than
     *     any task
     */
    void check(int minLimitMiB) {
        require(
                memoryLimitMiB >= minLimitMiB && memoryLimitMiB <= MAX_MEMORY_MIB,
                "memoryLimitMiB",
                minLimitMiB + " to " + MAX_MEMORY_MIB,
                memoryLimitMiB);
        require(
                memoryReservationMiB >= 1 && memoryReservationMiB <= memoryLimitMiB,
                "memoryReservationMiB",
                "1 to memoryLimitMiB (" + memoryLimitMiB + ")",
                memoryReservationMiB);
        if (cpu != null) {
            require(cpu >= 1 && cpu <= MAX_CPU, "cpu", "1 to " + MAX_CPU + " units", cpu);
        }
    }

    ContainerSize withMemoryReservationMiB(int mebibytes) {
        return new ContainerSize(container, mebibytes, memoryLimitMiB, cpu);
    }

    ContainerSize withMemoryLimitMiB(int mebibytes) {
        return new ContainerSize(container, memoryReservationMiB, mebibytes, cpu);
    }

    ContainerSize withCpu(int units) {
        return new ContainerSize(container, memoryReservationMiB, memoryLimitMiB, units);
    }

    void applyTo(ContainerDefinitionOptions.Builder options) {
        options.memoryReservationMiB(memoryReservationMiB).memoryLimitMiB(memoryLimitMiB);
        if (cpu != null) {
            // A token, which the CDK leaves out of its own sum: that one fails while containers are added, without
            // saying by whom and how
            // much, and before upsize() can help. TaskSizing has the sum.
            options.cpu(Token.asNumber(new Intrinsic(cpu)));
        }
    }

    private void require(boolean valid, String option, String allowed, int got) {
        if (!valid) {
            throw new IllegalArgumentException(
                    option + " of sidecar " + container + " must be " + allowed + ", got " + got);
        }
    }
}
