package io.github.ecsmonitoring.cost;

import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** For example {@code 3 containers, 2 CPUs, 1 disk}, without zeros. */
    @Override
    public String toString() {
        return Stream.of(
                        text(containers, "container"),
                        text(ended, "ended container"),
                        text(cpus, "CPU"),
                        text(disks, "disk"),
                        text(filesystems, "file system"),
                        text(interfaces, "network interface"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String text(int number, String noun) {
        return number == 0 ? "" : number + " " + noun + (number == 1 ? "" : "s");
    }
}
