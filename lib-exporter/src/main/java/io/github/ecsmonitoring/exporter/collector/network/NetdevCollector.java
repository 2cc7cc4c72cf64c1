package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.function.Function;

/**
 * Bytes, packets, errors and drops of the network devices of this network namespace: by netlink ({@link NetdevLinks}),
 * or with {@code --no-collector.netdev.netlink} from {@code /proc/net/dev} ({@link NetdevFile}).
 *
 * <pre>
 * node_network_receive_bytes_total{device="eth0"} 1.288428e+06
 * node_network_transmit_drop_total{device="eth0"} 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/networking/statistics.html">Kernel: interface statistics</a>
 */
public final class NetdevCollector implements Collector {
    private final NetdevSource source;
    /** Metric names and help texts of the source's counters. */
    private final String[] names;

    private final String[] helps;
    private final NameFilter devices;
    private final boolean labelIfalias;
    private final boolean addresses;

    private NetdevCollector(NetdevSource source, NameFilter devices, boolean labelIfalias, boolean addresses) {
        this.source = source;
        this.names = source.counters().stream()
                .map(counter -> "node_network_" + counter + "_total")
                .toArray(String[]::new);
        this.helps = source.counters().stream()
                .map(counter -> "Network device statistic " + counter + ".")
                .toArray(String[]::new);
        this.devices = devices;
        this.labelIfalias = labelIfalias;
        this.addresses = addresses;
    }

    public static CollectorFactory declare(Flags flags) {
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
        return log -> new NetdevCollector(
                netlink.value() ? new NetdevLinks(detailed.value()) : new NetdevFile(detailed.value()),
                devices.apply(log),
                ifalias.value(),
                addresses.value());
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder aliases = labelIfalias ? aliases(host) : null;
        host.attempt(() -> source.read(host, (device, values, size) -> {
            if (devices.shows(device)) {
                emit(out, device, alias(aliases, device), values, size);
            }
        }));
        if (addresses) {
            host.attempt(() -> NetdevAddresses.collect(host, out, devices));
        }
    }

    private static SysFolder aliases(HostReader host) throws IOException {
        SysFolder folder = host.sys(NetworkDevices.FOLDER);
        if (!folder.has("")) {
            throw new IOException(folder.path()
                    + ": no such file or directory, so there are no aliases for --collector.netdev.label-ifalias");
        }
        return folder;
    }

    /** Null if the device's samples have no such label. */
    private static String alias(SysFolder aliases, String device) {
        return aliases == null || !aliases.has(device)
                ? null
                : aliases.folder(device).read("ifalias").textOr("");
    }

    private void emit(MetricSink out, String device, String alias, double[] values, int size) {
        for (int i = 0; i < size; i++) {
            if (Double.isNaN(values[i])) {
                continue; // cannot be read
            }
            if (alias == null) {
                out.counter(names[i], helps[i], values[i], "device", device);
            } else {
                out.counter(names[i], helps[i], values[i], "device", device, "ifalias", alias);
            }
        }
    }
}
