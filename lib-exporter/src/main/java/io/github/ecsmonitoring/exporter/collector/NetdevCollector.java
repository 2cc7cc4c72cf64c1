package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Bytes, packets, errors and drops of the network devices of this network namespace: by netlink ({@link NetdevLinks}),
 * or with {@code --no-collector.netdev.netlink} from {@code /proc/net/dev}.
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

    /** Where counters come from, and what they are called, in the order in which a device holds them. */
    private record Source(Reader reader, String[] names, String[] helps) {
        interface Reader {
            void read(Devices out) throws IOException;
        }

        static Source of(List<String> families, Reader reader) {
            return new Source(
                    reader,
                    families.stream()
                            .map(family -> "node_network_" + family + "_total")
                            .toArray(String[]::new),
                    families.stream()
                            .map(family -> "Network device statistic " + family + ".")
                            .toArray(String[]::new));
        }
    }

    /**
     * Takes a device and its counters, of which the first {@code size} are there, in the order of the source's names.
     */
    interface Devices {
        void device(String name, double[] counters, int size);
    }

    private final Source source;
    private final NameFilter devices;
    private final SysFolder aliases;
    private final boolean addresses;

    private NetdevCollector(Source source, NameFilter devices, SysFolder aliases, boolean addresses) {
        this.source = source;
        this.devices = devices;
        this.aliases = aliases;
        this.addresses = addresses;
    }

    static CollectorType.Factory declare(Flags flags) {
        Function<Log, NameFilter> devices = NameFilter.declareRenamed(
                flags,
                "collector.netdev.device",
                "net devices",
                "",
                "collector.netdev.device-blacklist",
                "collector.netdev.device-whitelist");
        Flag<Boolean> addresses =
                flags.toggle("collector.netdev.address-info", false, "Collect address-info for every device");
        Flag<Boolean> detailed = flags.toggle(
                "collector.netdev.enable-detailed-metrics",
                false,
                "Use (incompatible) metric names that provide more detailed stats on Linux");
        Flag<Boolean> netlink =
                flags.toggle("collector.netdev.netlink", true, "Use netlink to gather stats instead of /proc/net/dev.");
        Flag<Boolean> ifalias = flags.toggle("collector.netdev.label-ifalias", false, "Add ifAlias label");
        return (paths, log) -> new NetdevCollector(
                source(paths, netlink.value(), detailed.value()),
                devices.apply(log),
                ifalias.value() ? paths.sys("class/net") : null,
                addresses.value());
    }

    private static Source source(HostPaths paths, boolean netlink, boolean detailed) {
        if (netlink) {
            NetdevLinks links = new NetdevLinks(detailed);
            return Source.of(links.families(), links::read);
        }
        return Source.of(
                COLUMNS.stream()
                        .map(column -> detailed ? detailedName(column) : column)
                        .toList(),
                out -> {
                    for (Device device : Device.parse(paths.readProc("net/dev"))) {
                        out.device(device.name, device.counters, device.counters.length);
                    }
                });
    }

    private static String detailedName(String column) {
        if (column.endsWith("_errs")) {
            return column.replace("_errs", "_errors");
        }
        return column.endsWith("_drop") ? column + "ped" : column;
    }

    /** A device of the file. */
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
            double[] counters = new double[COLUMNS.size()];
            for (int i = 0; i < counters.length; i++) {
                counters[i] = text.nextUnsigned();
            }
            return new Device(name, counters);
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        if (aliases != null && !aliases.has("")) {
            throw new IOException(aliases.path()
                    + ": no such file or directory, so there are no aliases for --collector.netdev.label-ifalias");
        }
        source.reader.read((name, counters, size) -> {
            if (devices.shows(name)) {
                emit(out, name, counters, size);
            }
        });
        if (addresses) {
            NetdevAddresses.collect(out, devices);
        }
    }

    private void emit(MetricSink out, String device, double[] counters, int size) {
        String alias = aliases == null || !aliases.has(device)
                ? null
                : aliases.in(device).find("ifalias").orElse("");
        for (int i = 0; i < size; i++) {
            if (alias == null) {
                out.counter(source.names[i], source.helps[i], counters[i], "device", device);
            } else {
                out.counter(source.names[i], source.helps[i], counters[i], "device", device, "ifalias", alias);
            }
        }
    }
}
