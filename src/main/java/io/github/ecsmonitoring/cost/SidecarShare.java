package io.github.ecsmonitoring.cost;

/**
 * CPU and memory of Fargate that sidecars cause in each task.
 *
 * @param cpu CPU units, 1024 per vCPU
 * @param memoryMiB memory in MiB
 * @param arm whether the task runs on ARM64
 */
public record SidecarShare(int cpu, int memoryMiB, boolean arm) {
    /** Of a task on EC2, whose instances are paid anyway. */
    public static final SidecarShare NONE = new SidecarShare(0, 0, false);

    double usdPerHour(PriceTable prices) {
        return cpu / 1024.0 * prices.usd(arm ? Price.FARGATE_VCPU_ARM : Price.FARGATE_VCPU_X86)
                + memoryMiB / 1024.0 * prices.usd(arm ? Price.FARGATE_GB_ARM : Price.FARGATE_GB_X86);
    }
}
