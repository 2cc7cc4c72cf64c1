package io.github.ecsmonitoring.cost;

import java.util.ArrayList;
import java.util.List;

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
        return cpu / 1024.0 * prices.usd(vcpu()) + memoryMiB / 1024.0 * prices.usd(memory());
    }

    /** The prices that are paid. */
    List<Price> prices() {
        List<Price> prices = new ArrayList<>();
        if (cpu > 0) {
            prices.add(vcpu());
        }
        if (memoryMiB > 0) {
            prices.add(memory());
        }
        return prices;
    }

    private Price vcpu() {
        return arm ? Price.FARGATE_VCPU_ARM : Price.FARGATE_VCPU_X86;
    }

    private Price memory() {
        return arm ? Price.FARGATE_GB_ARM : Price.FARGATE_GB_X86;
    }
}
