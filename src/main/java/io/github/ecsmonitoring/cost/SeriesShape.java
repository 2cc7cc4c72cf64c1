package io.github.ecsmonitoring.cost;

/**
 * What multiplies the series of a target.
 *
 * @param containers the containers of the task, with the sidecars
 * @param cpus the CPUs of the machine
 * @param disks the block devices
 * @param filesystems the mounted file systems
 * @param interfaces the network interfaces
 */
public record SeriesShape(int containers, int cpus, int disks, int filesystems, int interfaces) {
    int of(String dimension) {
        return switch (dimension) {
            case "target" -> 1;
            case "container" -> containers;
            case "cpu" -> cpus;
            case "disk" -> disks;
            case "filesystem" -> filesystems;
            case "interface" -> interfaces;
            default -> throw new IllegalStateException("unknown dimension " + dimension);
        };
    }

    @Override
    public String toString() {
        return containers + " containers, " + cpus + " CPUs, " + disks + " disks, " + filesystems + " file systems, "
                + interfaces + " network interfaces";
    }
}
