package io.github.ecsmonitoring.exporter.collector.nfs;

import io.github.ecsmonitoring.exporter.collector.filesystem.MountinfoLine;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The NFS mounts, including EFS, of this process's mount namespace, from {@code /proc/self/mountstats}: bytes, events,
 * connections and operations. A share that is mounted several times with one protocol and address is counted once.
 *
 * <pre>
 * node_mountstats_nfs_read_bytes_total{export="192.168.1.1:/srv",mountaddr="192.168.1.1",protocol="tcp"} 1.20764023e+09
 * node_mountstats_nfs_operations_requests_total{export="192.168.1.1:/srv",mountaddr="192.168.1.1",operation="READ",protocol="tcp"} 1298
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountstats.5.html">proc_pid_mountstats(5)</a>
 */
public final class MountstatsCollector implements Collector {
    /** The options {@code addr} of the mounts in {@code mountinfo}; several mounts can have one key. */
    static Map<String, Deque<String>> parseAddresses(KernelText mountinfo) throws IOException {
        Map<String, Deque<String>> addresses = new HashMap<>();
        mountinfo.eachLine(() -> {
            MountinfoLine line = MountinfoLine.parse(mountinfo);
            String address = "";
            for (String option : line.superOptions().split(",")) {
                if (option.startsWith("addr=")) {
                    address = option.substring("addr=".length());
                }
            }
            addresses
                    .computeIfAbsent(key(line.source(), line.mountPoint(), line.type()), key -> new ArrayDeque<>())
                    .add(address);
        });
        return addresses;
    }

    /** Identifies a mount in both files. Their lines cannot be counted: one may lack a mount that the other has. */
    private static String key(String device, String mountPoint, String type) {
        return device + '\0' + mountPoint + '\0' + type;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<NfsMount> mounts = NfsMount.parse(host.proc("self/mountstats"));
        Map<String, Deque<String>> addresses = parseAddresses(host.proc("self/mountinfo"));
        Set<List<String>> mountPoints = new HashSet<>();
        Set<List<String>> exports = new HashSet<>();
        for (NfsMount mount : mounts) {
            Deque<String> found = addresses.get(key(mount.device(), mount.mountPoint(), mount.type()));
            String address = found == null || found.isEmpty() ? "" : found.remove();
            for (NfsMount.Transport transport : mount.transports()) {
                if (mountPoints.add(List.of(mount.device(), transport.protocol(), address, mount.mountPoint()))) {
                    out.gauge(
                            "node_mountstats_nfs_mountpoint_info",
                            "Info metric for an NFS mountpoint.",
                            1,
                            "export",
                            mount.device(),
                            "mountaddr",
                            address,
                            "mountpoint",
                            mount.mountPoint(),
                            "protocol",
                            transport.protocol());
                }
                if (!exports.add(List.of(mount.device(), transport.protocol(), address))) {
                    break;
                }
                emit(out, mount, "export", mount.device(), "mountaddr", address, "protocol", transport.protocol());
            }
        }
    }

    private static void emit(MetricSink out, NfsMount mount, String... labels) {
        if (mount.age() >= 0) {
            out.counter(
                    "node_mountstats_nfs_age_seconds_total",
                    "The age of the NFS mount in seconds.",
                    mount.age(),
                    labels);
        }
        MountstatsLine.BYTES.emit(out, mount.bytes(), labels);
        MountstatsLine.EVENTS.emit(out, mount.events(), labels);
        for (NfsMount.Transport transport : mount.transports()) {
            String index = Integer.toString(transport.index());
            MountstatsLine.TRANSPORT.emit(out, transport.numbers(), with(labels, "transport", index));
        }
        for (NfsMount.Operation operation : mount.operations()) {
            MountstatsLine.OPERATION.emit(out, operation.numbers(), with(labels, "operation", operation.name()));
        }
    }

    private static String[] with(String[] labels, String name, String value) {
        String[] more = Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = name;
        more[labels.length + 1] = value;
        return more;
    }
}
