package io.github.ecsmonitoring.exporter.host;

import java.nio.file.Path;

/**
 * Where the files of the monitored machine are; in a container these may be mounts of the host's.
 *
 * @param procfs {@code --path.procfs}, {@code /proc} by default
 * @param sysfs {@code --path.sysfs}, {@code /sys} by default
 * @param rootfs {@code --path.rootfs}, {@code /} by default
 * @param udevData {@code --path.udev.data}, {@code /run/udev/data} by default
 */
public record HostPaths(Path procfs, Path sysfs, Path rootfs, Path udevData) {
    /**
     * The path of a mount point of the monitored machine as this process finds it. A string, since a {@link Path}
     * cannot hold non-ASCII characters in the locale "C".
     */
    public String inRootfs(String mountPoint) {
        String prefix = rootfs.toString();
        return prefix.equals("/") ? mountPoint : prefix + mountPoint;
    }

    /** A mount point's path on the monitored machine; this process's own mount list shows it below rootfs. */
    public String withoutRootfs(String mountPoint) {
        String prefix = rootfs.toString();
        if (prefix.equals("/") || !mountPoint.startsWith(prefix)) {
            return mountPoint;
        }
        String stripped = mountPoint.substring(prefix.length());
        return stripped.isEmpty() ? "/" : stripped;
    }
}
