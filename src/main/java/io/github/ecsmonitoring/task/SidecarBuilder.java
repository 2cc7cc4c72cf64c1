package io.github.ecsmonitoring.task;

/**
 * The size options that the builders of both sidecars share.
 *
 * @param <B> the builder
 */
abstract class SidecarBuilder<B extends SidecarBuilder<B>> {
    private ContainerSize size;

    SidecarBuilder(ContainerSize size) {
        this.size = size;
    }

    final ContainerSize size() {
        return size;
    }

    /** Memory reserved for the container, in MiB. Default: 160 for the collector, 64 for the exporter. */
    public final B memoryReservationMiB(int mebibytes) {
        return with(size.withMemoryReservationMiB(mebibytes));
    }

    /**
     * Memory in MiB at which the container is killed and restarted. Default: 256 for the collector, at least 192; 128
     * for the exporter, at least 64.
     */
    public final B memoryLimitMiB(int mebibytes) {
        return with(size.withMemoryLimitMiB(mebibytes));
    }

    /** CPU units reserved for the container, 1024 per vCPU. Default: none. */
    public final B cpu(int units) {
        return with(size.withCpu(units));
    }

    @SuppressWarnings("unchecked")
    private B with(ContainerSize changed) {
        size = changed;
        return (B) this;
    }
}
