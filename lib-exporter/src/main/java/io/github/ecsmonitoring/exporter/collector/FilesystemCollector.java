package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.Syscalls;
import io.github.ecsmonitoring.exporter.host.Syscalls.Statfs;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Size and use of the mounted file systems: the list from PID 1's {@code mountinfo}, the figures from statfs(2). A file system that can't
 * be asked is shown with the error in place of figures.
 *
 * <pre>
 * node_filesystem_avail_bytes{device="/dev/nvme0n1p1",device_error="",fstype="xfs",mountpoint="/"} 2.8e+10
 * node_filesystem_device_error{device="fs-1:/",device_error="stale NFS file handle",fstype="nfs4",mountpoint="/efs"} 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/statfs.2.html">statfs(2)</a>
 */
final class FilesystemCollector implements Collector {
    private static final String EXCLUDED_MOUNT_POINTS =
            "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)";
    private static final String EXCLUDED_TYPES =
            "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs"
                    + "|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)$";

    private final HostPaths paths;
    private final NameFilter mountPoints;
    private final NameFilter types;

    private FilesystemCollector(HostPaths paths, NameFilter mountPoints, NameFilter types) {
        this.paths = paths;
        this.mountPoints = mountPoints;
        this.types = types;
    }

    static CollectorType.Factory declare(Flags flags) {
        Supplier<NameFilter> mountPoints =
                NameFilter.declare(flags, "collector.filesystem.mount-points", "mount points", EXCLUDED_MOUNT_POINTS);
        Supplier<NameFilter> types = NameFilter.declare(flags, "collector.filesystem.fs-types", "filesystem types", EXCLUDED_TYPES);
        return (paths, log) -> new FilesystemCollector(paths, mountPoints.get(), types.get());
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        Set<String> seen = new HashSet<>();
        for (Mount mount : Mount.parse(readMounts())) {
            String mountPoint = paths.withoutRootfs(mount.mountPoint());
            if (!mountPoints.shows(mountPoint) || !types.shows(mount.type())) {
                continue;
            }
            // A file system that is mounted over itself has two lines and one series.
            if (seen.add(mount.device() + '\0' + mountPoint + '\0' + mount.type())) {
                emit(out, mount, mountPoint);
            }
        }
    }

    /** PID 1 sees the machine's mounts, unless /proc hides the processes of others (hidepid). */
    private KernelText readMounts() throws IOException {
        try {
            return paths.readProc("1/mountinfo");
        } catch (NoSuchFileException hidden) {
            return paths.readProc("self/mountinfo");
        }
    }

    private void emit(MetricSink out, Mount mount, String mountPoint) {
        Statfs stat = null;
        String error = "";
        try {
            stat = Syscalls.statfs(paths.inRootfs(mountPoint));
        } catch (IOException e) {
            error = e.getMessage();
        }
        Emitter to = new Emitter(out, mount, mountPoint, error);
        to.gauge("device_error", "Whether an error occurred while getting statistics for the given device.", stat == null ? 1 : 0);
        to.gauge("readonly", "Filesystem read-only status.", mount.readOnly() ? 1 : 0);
        if (stat == null) {
            return;
        }
        to.gauge("size_bytes", "Filesystem size in bytes.", stat.blocks() * stat.blockSize());
        to.gauge("free_bytes", "Filesystem free space in bytes.", stat.blocksFree() * stat.blockSize());
        to.gauge("avail_bytes", "Filesystem space available to non-root users in bytes.", stat.blocksAvailable() * stat.blockSize());
        to.gauge("files", "Filesystem total file nodes.", stat.files());
        to.gauge("files_free", "Filesystem total free file nodes.", stat.filesFree());
        // Not of Linux, but node_exporter shows it here too.
        to.gauge("purgeable_bytes", "Filesystem space available including purgeable space (MacOS specific).", 0);
        out.gauge("node_filesystem_mount_info", "Filesystem mount information.", 1,
                "device", mount.device(), "major", mount.major(), "minor", mount.minor(), "mountpoint", mountPoint);
    }

    private record Emitter(MetricSink out, Mount mount, String mountPoint, String error) {
        void gauge(String name, String help, double value) {
            out.gauge("node_filesystem_" + name, help, value,
                    "device", mount.device(), "device_error", error, "fstype", mount.type(), "mountpoint", mountPoint);
        }
    }
}
