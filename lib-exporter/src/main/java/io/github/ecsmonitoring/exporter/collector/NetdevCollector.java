package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Bytes, packets, errors and drops of the network devices of this network namespace, from {@code /proc/net/dev}.
 *
 * <pre>
 * node_network_receive_bytes_total{device="eth0"} 1.288428e+06
 * node_network_transmit_drop_total{device="eth0"} 0
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5), /proc/net/dev</a>
 */
final class NetdevCollector implements Collector {
    /** The file's columns, in their order. */
    private static final String[] COLUMNS = {
        "receive_bytes", "receive_packets", "receive_errs", "receive_drop", "receive_fifo", "receive_frame", "receive_compressed",
        "receive_multicast", "transmit_bytes", "transmit_packets", "transmit_errs", "transmit_drop", "transmit_fifo", "transmit_colls",
        "transmit_carrier", "transmit_compressed",
    };

    private static final String[] NAMES = new String[COLUMNS.length];
    private static final String[] HELPS = new String[COLUMNS.length];

    static {
        for (int i = 0; i < COLUMNS.length; i++) {
            NAMES[i] = "node_network_" + COLUMNS[i] + "_total";
            HELPS[i] = "Network device statistic " + COLUMNS[i] + ".";
        }
    }

    private final HostPaths paths;
    private final NameFilter devices;

    private NetdevCollector(HostPaths paths, NameFilter devices) {
        this.paths = paths;
        this.devices = devices;
    }

    static CollectorType.Factory declare(Flags flags) {
        Supplier<NameFilter> devices = NameFilter.declare(flags, "collector.netdev.device", "net devices", "");
        return (paths, log) -> new NetdevCollector(paths, devices.get());
    }

    /** A device and its counters, in the order of {@link #COLUMNS}. */
    record Device(String name, double[] counters) {
        static List<Device> parse(KernelText text) throws IOException {
            List<Device> devices = new ArrayList<>();
            text.firstLine();
            for (text.nextLine(); text.nextLine(); ) {
                devices.add(parseLine(text));
            }
            return devices;
        }

        /** An alias has a colon in its name, and large counters touch the last colon: {@code eth0:1:1288428 …}. */
        private static Device parseLine(KernelText text) throws IOException {
            String line = text.line();
            int colon = line.lastIndexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.isEmpty()) {
                throw text.malformed("expected \"device: counters\"");
            }
            text.skipPastLast(':');
            double[] counters = new double[COLUMNS.length];
            for (int i = 0; i < counters.length; i++) {
                counters[i] = text.nextUnsigned();
            }
            return new Device(name, counters);
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (Device device : Device.parse(paths.readProc("net/dev"))) {
            if (devices.shows(device.name)) {
                for (int i = 0; i < COLUMNS.length; i++) {
                    out.counter(NAMES[i], HELPS[i], device.counters[i], "device", device.name);
                }
            }
        }
    }
}
