package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.task.definition.Sidecars;
import software.amazon.awscdk.Intrinsic;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;

/**
 * What a sidecar reserves and its memory limit.
 *
 * @param cpu null for no reservation
 */
record ContainerSize(String container, int memoryReservationMiB, int memoryLimitMiB, Integer cpu) {
    /**
     * Measured: with less than 160 MiB the collector takes seconds to start, and with a limit below 192 MiB the kernel
     * keeps rereading its binary from disk.
     */
    static final ContainerSize COLLECTOR =
            new ContainerSize(Sidecars.COLLECTOR, 160, AdotConfig.DEFAULT_MEMORY_LIMIT_MIB, null);
    /**
     * Measured: 10,000 scrapes in a memory cgroup of 64 MiB, which includes the page cache of the image; 50 MiB
     * resident, of which 25 are anonymous.
     */
    static final ContainerSize EXPORTER = new ContainerSize(Sidecars.EXPORTER, 64, 128, null);

    /** The largest Fargate task. */
    private static final int MAX_MEMORY_MIB = 122_880;

    private static final int MAX_CPU = 16_384;

    /**
     * Validates the sizes.
     *
     * @throws IllegalArgumentException if the limit is below the minimum, or a value is negative or larger than any
     *     task
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
            // A token, which the CDK excludes from its own check: that one fails while containers are added, before
            // upsize() can help, and does not show the sum, as TaskSizeCheck does.
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
