package io.github.ecsmonitoring.exporter.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the machine that is watched shows its files; in a container these may be mounts of the host's.
 *
 * @param procfs {@code --path.procfs}, {@code /proc} by default
 * @param sysfs {@code --path.sysfs}, {@code /sys} by default
 * @param rootfs {@code --path.rootfs}, {@code /} by default
 * @param udevData {@code --path.udev.data}, {@code /run/udev/data} by default
 */
public record HostPaths(Path procfs, Path sysfs, Path rootfs, Path udevData) {

    /** The text of a file below procfs, read whole in one go. */
    public KernelText readProc(String file) throws IOException {
        return KernelFile.text(new OpenFiles.Key(procfs.toString(), 0, file));
    }

    /** The text of a file below procfs; nothing if there is none. */
    public Optional<KernelText> readProcIfPresent(String file) throws IOException {
        return Optional.ofNullable(KernelFile.textIfPresent(new OpenFiles.Key(procfs.toString(), 0, file)));
    }

    /** The text of a file. */
    public KernelText read(Path file) throws IOException {
        return KernelFile.text(OpenFiles.Key.of(file));
    }

    /** The text of a file; nothing if there is no such file, or a part of its path is none. */
    public Optional<KernelText> readIfPresent(Path file) throws IOException {
        return Optional.ofNullable(KernelFile.textIfPresent(OpenFiles.Key.of(file)));
    }

    /** A folder below sysfs. */
    public SysFolder sys(String folder) {
        return new SysFolder(sysfs.resolve(folder));
    }

    /**
     * Where a mount point of the watched machine is found from here. A text: in the locale "C" a Path can't hold an
     * umlaut.
     */
    public String inRootfs(String mountPoint) {
        String prefix = rootfs.toString();
        return prefix.equals("/") ? mountPoint : prefix + mountPoint;
    }

    /** A mount point's name on the watched machine: its own mount list shows it below rootfs. */
    public String withoutRootfs(String mountPoint) {
        String prefix = rootfs.toString();
        if (prefix.equals("/") || !mountPoint.startsWith(prefix)) {
            return mountPoint;
        }
        String stripped = mountPoint.substring(prefix.length());
        return stripped.isEmpty() ? "/" : stripped;
    }
}
