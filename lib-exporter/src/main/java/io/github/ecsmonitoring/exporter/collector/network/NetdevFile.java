package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The counters of the network devices, from {@code /proc/net/dev}.
 *
 * <pre>
 *   eth0: 968991352   41555    0    0    0     0          0         0  4307826   31044    0    0    0     0       0          0
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5), /proc/net/dev</a>
 */
final class NetdevFile implements NetdevSource {
    private static final List<String> COLUMNS = List.of(
            "receive_bytes",
            "receive_packets",
            "receive_errs",
            "receive_drop",
            "receive_fifo",
            "receive_frame",
            "receive_compressed",
            "receive_multicast",
            "transmit_bytes",
            "transmit_packets",
            "transmit_errs",
            "transmit_drop",
            "transmit_fifo",
            "transmit_colls",
            "transmit_carrier",
            "transmit_compressed");

    private final List<String> counters;

    /** A source whose counters have the names of {@code --collector.netdev.enable-detailed-metrics} or the file's. */
    NetdevFile(boolean detailed) {
        this.counters =
                detailed ? COLUMNS.stream().map(NetdevFile::detailedName).toList() : COLUMNS;
    }

    private static String detailedName(String column) {
        if (column.endsWith("_errs")) {
            return column.replace("_errs", "_errors");
        }
        return column.endsWith("_drop") ? column + "ped" : column;
    }

    @Override
    public List<String> counters() {
        return counters;
    }

    @Override
    public void read(HostReader host, Devices out) throws IOException {
        for (Device device : Device.parse(host.proc("net/dev"))) {
            out.device(device.name, device.values, device.values.length);
        }
    }

    record Device(String name, double[] values) {
        static List<Device> parse(KernelText text) throws IOException {
            List<Device> devices = new ArrayList<>();
            text.firstLine();
            text.nextLine(); // the second line of the header
            text.eachLine(() -> devices.add(parseLine(text)));
            return devices;
        }

        /**
         * An alias has a colon in its name, and a large counter follows the last colon directly: {@code eth0:1:1288428
         * …}.
         */
        private static Device parseLine(KernelText text) throws IOException {
            String line = text.line();
            int colon = line.lastIndexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.isEmpty()) {
                throw text.malformed("expected \"device: counters\"");
            }
            text.skipPastLast(':');
            double[] values = new double[COLUMNS.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = text.nextUnsignedOrNaN();
            }
            return new Device(name, values);
        }
    }
}
