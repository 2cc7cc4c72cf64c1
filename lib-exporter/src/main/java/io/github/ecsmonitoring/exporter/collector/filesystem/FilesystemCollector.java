package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.io.KernelCalls.Statfs;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Size and usage of the mounted file systems: the list from {@code /proc/1/mountinfo}, the sizes from statfs(2). A file
 * system for which the call fails has the error as a label and no sizes.
 *
 * <pre>
 * node_filesystem_avail_bytes{device="/dev/nvme0n1p1",device_error="",fstype="xfs",mountpoint="/"} 2.8e+10
 * node_filesystem_device_error{device="fs-1:/",device_error="stale NFS file handle",fstype="nfs4",mountpoint="/efs"} 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/statfs.2.html">statfs(2)</a>
 */
public final class FilesystemCollector implements Collector {
    private static final String EXCLUDED_MOUNT_POINTS =
            "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)";
    private static final String EXCLUDED_TYPES =
            "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs"
                    + "|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)$";

    /**
     * Threads that may hang in statfs; more than node_exporter's default of 4, which does not limit hanging threads.
     */
    private static final int MOST_HUNG = 32;

    private final NameFilter mountPoints;
    private final NameFilter types;
    private final StatfsProbe probe;
    private final MountList mounts = new MountList();
    private volatile Selection last = new Selection(null);

    /** A mount with its mount point on the monitored machine, its path for this process, and its labels. */
    private record MountedFileSystem(Mount mount, String path, String[] labels, String[] infoLabels) {}

    /** The mounts of a list that pass the filters: local ones, and others with their paths. */
    private record Selection(
            List<Mount> mounts,
            List<MountedFileSystem> local,
            List<MountedFileSystem> others,
            List<String> otherPaths) {
        Selection(List<Mount> mounts) {
            this(mounts, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private FilesystemCollector(NameFilter mountPoints, NameFilter types, StatfsProbe probe) {
        this.mountPoints = mountPoints;
        this.types = types;
        this.probe = probe;
    }

    public static CollectorFactory declare(Flags flags) {
        Function<Log, NameFilter> mountPoints = NameFilter.declareRenamed(
                flags,
                "collector.filesystem.mount-points",
                "mount points",
                EXCLUDED_MOUNT_POINTS,
                "collector.filesystem.ignored-mount-points",
                null);
        Function<Log, NameFilter> types = NameFilter.declareRenamed(
                flags,
                "collector.filesystem.fs-types",
                "filesystem types",
                EXCLUDED_TYPES,
                "collector.filesystem.ignored-fs-types",
                null);
        Flag<Duration> timeout = flags.duration(
                        "collector.filesystem.mount-timeout",
                        Duration.ofSeconds(5),
                        "how long to wait for a mount to respond before marking it as stale")
                .hidden();
        Flag<Integer> workers = flags.number(
                        "collector.filesystem.stat-workers", 4, "how many stat calls to process simultaneously")
                .hidden();
        return log -> new FilesystemCollector(
                mountPoints.apply(log),
                types.apply(log),
                new StatfsProbe(
                        Math.max(MOST_HUNG, workers.value()), timeout.value().toMillis()));
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        Selection selection = select(host.paths(), mounts.read(host));
        StatfsProbe.Call statfs = host.calls()::statfs;
        for (MountedFileSystem each : selection.local) {
            emit(out, each, StatfsProbe.outcomeOf(statfs, each.path));
        }
        StatfsProbe.Outcome[] outcomes = probe.callAll(statfs, selection.otherPaths);
        for (int i = 0; i < outcomes.length; i++) {
            emit(out, selection.others.get(i), outcomes[i]);
        }
    }

    /** The same object as long as the list of mounts is the same. */
    private Selection select(HostPaths paths, List<Mount> all) {
        Selection selection = last;
        if (selection.mounts != all) {
            selection = filter(paths, all);
            last = selection;
        }
        return selection;
    }

    /** A file system that is mounted over itself has two lines, but one series. */
    private Selection filter(HostPaths paths, List<Mount> all) {
        LocalMounts local = new LocalMounts(all);
        Selection selection = new Selection(all);
        Set<String> seen = new HashSet<>();
        for (Mount each : all) {
            Mount mount = each.at(paths.withoutRootfs(each.mountPoint()));
            if (mountPoints.shows(mount.mountPoint())
                    && types.shows(mount.type())
                    && seen.add(mount.device() + '\0' + mount.mountPoint() + '\0' + mount.type())) {
                MountedFileSystem fileSystem = new MountedFileSystem(
                        mount, paths.inRootfs(mount.mountPoint()), labels(mount, ""), infoLabels(mount));
                if (local.contains(each)) {
                    selection.local.add(fileSystem);
                } else {
                    selection.others.add(fileSystem);
                    selection.otherPaths.add(fileSystem.path);
                }
            }
        }
        return selection;
    }

    private static void emit(MetricSink out, MountedFileSystem fileSystem, StatfsProbe.Outcome outcome) {
        Mount mount = fileSystem.mount;
        String[] labels = outcome.error().isEmpty() ? fileSystem.labels : labels(mount, outcome.error());
        Statfs stat = outcome.stat();
        out.gauge(
                "node_filesystem_device_error",
                "Whether an error occurred while getting statistics for the given device.",
                stat == null ? 1 : 0,
                labels);
        out.gauge("node_filesystem_readonly", "Filesystem read-only status.", mount.readOnly() ? 1 : 0, labels);
        if (stat != null) {
            emit(out, fileSystem, stat);
        }
    }

    private static void emit(MetricSink out, MountedFileSystem fileSystem, Statfs stat) {
        double block = stat.blockSize();
        String[] labels = fileSystem.labels;
        out.gauge("node_filesystem_size_bytes", "Filesystem size in bytes.", stat.blocks() * block, labels);
        out.gauge("node_filesystem_free_bytes", "Filesystem free space in bytes.", stat.blocksFree() * block, labels);
        out.gauge(
                "node_filesystem_avail_bytes",
                "Filesystem space available to non-root users in bytes.",
                stat.blocksAvailable() * block,
                labels);
        out.gauge("node_filesystem_files", "Filesystem total file nodes.", stat.files(), labels);
        out.gauge("node_filesystem_files_free", "Filesystem total free file nodes.", stat.filesFree(), labels);
        // node_exporter exposes it on Linux too.
        out.gauge(
                "node_filesystem_purgeable_bytes",
                "Filesystem space available including purgeable space (MacOS specific).",
                0,
                labels);
        out.gauge("node_filesystem_mount_info", "Filesystem mount information.", 1, fileSystem.infoLabels);
    }

    private static String[] labels(Mount mount, String error) {
        return new String[] {
            "device", mount.device(), "device_error", error, "fstype", mount.type(), "mountpoint", mount.mountPoint()
        };
    }

    private static String[] infoLabels(Mount mount) {
        return new String[] {
            "device", mount.device(), "major", mount.major(), "minor", mount.minor(), "mountpoint", mount.mountPoint()
        };
    }
}
