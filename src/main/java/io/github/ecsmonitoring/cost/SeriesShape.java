package io.github.ecsmonitoring.cost;

/**
 * What multiplies the series of a target.
 *
 * @param containers the running containers of the task, with the sidecars
 * @param ended the containers that end before others start
 * @param cpus the CPUs of the machine
 * @param disks the block devices
 * @param filesystems the mounted file systems
 * @param interfaces the network interfaces
 */
public record SeriesShape(int containers, int ended, int cpus, int disks, int filesystems, int interfaces) {
    int of(String dimension) {
        return switch (dimension) {
            case "target" -> 1;
            case "container" -> containers;
            case "ended" -> ended;
            case "cpu" -> cpus;
            case "disk" -> disks;
            case "filesystem" -> filesystems;
            case "interface" -> interfaces;
            default -> throw new IllegalStateException("unknown dimension " + dimension);
        };
    }

    @Override
    public String toString() {
        return containers + " containers, " + (ended == 0 ? "" : ended + " that end, ") + cpus + " CPUs, " + disks
                + " disks, " + filesystems + " file systems, " + interfaces + " network interfaces";
    }
}
