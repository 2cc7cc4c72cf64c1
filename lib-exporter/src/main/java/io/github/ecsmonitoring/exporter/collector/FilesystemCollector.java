package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.Syscalls.Statfs;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Size and use of the mounted file systems: the list from PID 1's {@code mountinfo}, the figures from statfs(2). A file
 * system that can't be asked is shown with the error in place of figures.
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

    /**
     * Threads that may hang in statfs; more than the default of node_exporter's flag, whose threads hang without a
     * limit.
     */
    private static final int MOST_HUNG = 32;

    private final HostPaths paths;
    private final NameFilter mountPoints;
    private final NameFilter types;
    private final StatfsProbe probe;
    private final MountList mounts;
    private volatile Shown last = new Shown(null);

    /** A mount as it is shown, where it is found from here, and its labels if it answers. */
    private record Place(Mount mount, String path, String[] labels, String[] infoLabels) {}

    /** Those of the mounts that are shown: local ones, and others, with their paths. */
    private record Shown(List<Mount> of, List<Place> local, List<Place> others, List<String> otherPaths) {
        Shown(List<Mount> of) {
            this(of, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    private FilesystemCollector(HostPaths paths, NameFilter mountPoints, NameFilter types, StatfsProbe probe) {
        this.paths = paths;
        this.mountPoints = mountPoints;
        this.types = types;
        this.probe = probe;
        this.mounts = new MountList(paths);
    }

    static CollectorType.Factory declare(Flags flags) {
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
        return (paths, log) -> new FilesystemCollector(
                paths,
                mountPoints.apply(log),
                types.apply(log),
                new StatfsProbe(
                        Math.max(MOST_HUNG, workers.value()), timeout.value().toMillis()));
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        Shown shown = shown(mounts.read());
        for (Place each : shown.local) {
            emit(out, each, probe.askHere(each.path));
        }
        StatfsProbe.Answer[] answers = probe.ask(shown.otherPaths);
        for (int i = 0; i < answers.length; i++) {
            emit(out, shown.others.get(i), answers[i]);
        }
    }

    /** The same at each scrape until the list of mounts is another. */
    private Shown shown(List<Mount> all) {
        Shown shown = last;
        if (shown.of != all) {
            shown = choose(all);
            last = shown;
        }
        return shown;
    }

    /** A file system that is mounted over itself has two lines and one series. */
    private Shown choose(List<Mount> all) {
        LocalMounts local = new LocalMounts(all);
        Shown shown = new Shown(all);
        Set<String> seen = new HashSet<>();
        for (Mount each : all) {
            Mount mount = each.at(paths.withoutRootfs(each.mountPoint()));
            if (mountPoints.shows(mount.mountPoint())
                    && types.shows(mount.type())
                    && seen.add(mount.device() + '\0' + mount.mountPoint() + '\0' + mount.type())) {
                Place place =
                        new Place(mount, paths.inRootfs(mount.mountPoint()), labels(mount, ""), infoLabels(mount));
                if (local.has(each)) {
                    shown.local.add(place);
                } else {
                    shown.others.add(place);
                    shown.otherPaths.add(place.path);
                }
            }
        }
        return shown;
    }

    private static void emit(MetricSink out, Place place, StatfsProbe.Answer answer) {
        String[] labels = answer.error().isEmpty() ? place.labels : labels(place.mount, answer.error());
        Statfs stat = answer.stat();
        out.gauge(
                "node_filesystem_device_error",
                "Whether an error occurred while getting statistics for the given device.",
                stat == null ? 1 : 0,
                labels);
        out.gauge("node_filesystem_readonly", "Filesystem read-only status.", place.mount.readOnly() ? 1 : 0, labels);
        if (stat != null) {
            emit(out, place, stat);
        }
    }

    private static void emit(MetricSink out, Place place, Statfs stat) {
        double block = stat.blockSize();
        String[] labels = place.labels;
        out.gauge("node_filesystem_size_bytes", "Filesystem size in bytes.", stat.blocks() * block, labels);
        out.gauge("node_filesystem_free_bytes", "Filesystem free space in bytes.", stat.blocksFree() * block, labels);
        out.gauge(
                "node_filesystem_avail_bytes",
                "Filesystem space available to non-root users in bytes.",
                stat.blocksAvailable() * block,
                labels);
        out.gauge("node_filesystem_files", "Filesystem total file nodes.", stat.files(), labels);
        out.gauge("node_filesystem_files_free", "Filesystem total free file nodes.", stat.filesFree(), labels);
        // Not of Linux, but node_exporter shows it here too.
        out.gauge(
                "node_filesystem_purgeable_bytes",
                "Filesystem space available including purgeable space (MacOS specific).",
                0,
                labels);
        out.gauge("node_filesystem_mount_info", "Filesystem mount information.", 1, place.infoLabels);
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
