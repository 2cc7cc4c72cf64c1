package io.github.ecsmonitoring.exporter.collector.nfs;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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
    /**
     * The option {@code addr} of each mount in {@code mountinfo}, in the order of {@code mountstats}; empty if absent.
     */
    static List<String> parseAddresses(KernelText mountinfo) throws IOException {
        List<String> addresses = new ArrayList<>();
        while (mountinfo.nextLine()) {
            String[] fields = mountinfo.line().split(" ", -1);
            if (fields.length < 10 || !fields[fields.length - 4].equals("-")) {
                throw mountinfo.malformed("expected \"… - type source options\"");
            }
            String address = "";
            for (String option : fields[fields.length - 1].split(",")) {
                if (option.startsWith("addr=")) {
                    address = option.substring("addr=".length());
                }
            }
            addresses.add(address);
        }
        return addresses;
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<NfsMount> mounts = NfsMount.parse(host.proc("self/mountstats"));
        List<String> addresses = parseAddresses(host.proc("self/mountinfo"));
        Set<List<String>> mountPoints = new HashSet<>();
        Set<List<String>> exports = new HashSet<>();
        for (NfsMount mount : mounts) {
            String address = mount.index() < addresses.size() ? addresses.get(mount.index()) : "";
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
        for (int i = 0; i < mount.transports().size(); i++) {
            MountstatsLine.TRANSPORT.emit(
                    out, mount.transports().get(i).numbers(), with(labels, "transport", Integer.toString(i)));
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
