package io.github.ecsmonitoring.exporter.host;

/**
 * Where the files of the monitored machine are; in a container these may be mounts of the host's. Strings, since a
 * {@link java.nio.file.Path} cannot hold all characters in all locales.
 *
 * @param procfs {@code --path.procfs}, {@code /proc} by default
 * @param sysfs {@code --path.sysfs}, {@code /sys} by default
 * @param rootfs {@code --path.rootfs}, {@code /} by default
 * @param udevData {@code --path.udev.data}, {@code /run/udev/data} by default
 * @param networkProcess {@code --path.procfs.network}, the folder whose {@code net} is read; procfs by default, where
 *     {@code net} shows the network namespace of this process
 */
public record HostPaths(String procfs, String sysfs, String rootfs, String udevData, String networkProcess) {
    /** Removes slashes that have no meaning. */
    public HostPaths {
        procfs = clean(procfs);
        sysfs = clean(sysfs);
        rootfs = clean(rootfs);
        udevData = clean(udevData);
        networkProcess = clean(networkProcess);
    }

    /** Paths with the network namespace of this process. */
    public HostPaths(String procfs, String sysfs, String rootfs, String udevData) {
        this(procfs, sysfs, rootfs, udevData, procfs);
    }

    /** The path of a file in a folder; the folder's own if the name is empty. */
    static String join(String folder, String file) {
        if (folder.isEmpty() || file.isEmpty()) {
            return folder + file;
        }
        return folder.endsWith("/") ? folder + file : folder + '/' + file;
    }

    /** The folder of a file or folder whose path is relative to procfs. */
    String procfsOf(String file) {
        return file.startsWith("net/") ? networkProcess : procfs;
    }

    /** The path of a file below procfs. */
    public String inProcfs(String file) {
        return join(procfs, file);
    }

    /** The path of a file below {@link #udevData}. */
    public String inUdevData(String file) {
        return join(udevData, file);
    }

    /** The path of a mount point or file of the monitored machine as this process finds it. */
    public String inRootfs(String mountPoint) {
        return rootfs.equals("/") ? mountPoint : rootfs + mountPoint;
    }

    /** A mount point's path on the monitored machine; this process's own mount list shows it below rootfs. */
    public String withoutRootfs(String mountPoint) {
        if (rootfs.equals("/") || !mountPoint.startsWith(rootfs)) {
            return mountPoint;
        }
        String stripped = mountPoint.substring(rootfs.length());
        return stripped.isEmpty() ? "/" : stripped;
    }

    private static String clean(String path) {
        String clean = path;
        while (clean.contains("//")) {
            clean = clean.replace("//", "/");
        }
        return clean.length() > 1 && clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean;
    }
}
