package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.io.ErrnoException;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Statistics, versions, ports and speeds of network drivers, by the ioctl SIOCETHTOOL. On EC2, the ENA driver's
 * statistics include the packets that exceeded the instance's allowances. Disabled by default, since some drivers have
 * thousands of counters.
 *
 * <pre>
 * node_ethtool_bw_in_allowance_exceeded{device="eth0"} 0
 * node_ethtool_info{bus_info="0000:00:05.0",device="eth0",driver="ena",…} 1
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-network-performance-ena.html">EC2: ENA
 *     metrics</a>
 */
public final class EthtoolCollector implements Collector {
    /** The cache of names is cleared beyond this size. */
    private static final int MOST_NAMES = 16384;

    private final NameFilter devices;
    private final NameFilter metrics;
    private final Log log;
    private final Map<String, EthtoolName> names = new ConcurrentHashMap<>();

    private EthtoolCollector(NameFilter devices, NameFilter metrics, Log log) {
        this.devices = devices;
        this.metrics = metrics;
        this.log = log;
    }

    public static CollectorFactory declare(Flags flags) {
        Supplier<NameFilter> devices = NameFilter.declare(flags, "collector.ethtool.device", "ethtool devices", "");
        Supplier<NameFilter> metrics = NameFilter.declareOne(
                flags, "collector.ethtool.metrics-include", ".*", "Regexp of ethtool stats to include.");
        return log -> new EthtoolCollector(devices.get(), metrics.get(), log);
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<SysFolder> found = NetworkDevices.list(host);
        if (found.isEmpty()) {
            throw new IOException(host.sys(NetworkDevices.FOLDER).path() + ": expected a network device, found none");
        }
        try (EthtoolIoctl ethtool = new EthtoolIoctl()) {
            for (SysFolder device : found) {
                if (devices.shows(device.name())) {
                    collect(out, ethtool, device.name());
                }
            }
        }
    }

    /** A driver may support all three requests, some of them or none. */
    private void collect(MetricSink out, EthtoolIoctl ethtool, String device) {
        try {
            ethtool.link(device).emit(out, device);
        } catch (IOException e) {
            report("ethtool link info error", device, e);
        }
        try {
            EthtoolIoctl.Driver driver = ethtool.driver(device);
            out.gauge(
                    "node_ethtool_info",
                    "A metric with a constant '1' value labeled by bus_info, device, driver, expansion_rom_version,"
                            + " firmware_version, version.",
                    1,
                    "bus_info",
                    driver.bus(),
                    "device",
                    device,
                    "driver",
                    driver.name(),
                    "expansion_rom_version",
                    driver.expansionRom(),
                    "firmware_version",
                    driver.firmware(),
                    "version",
                    driver.version());
            emit(out, device, ethtool.statistics(device, driver.statistics()));
        } catch (IOException e) {
            report("ethtool driver info and stats error", device, e);
        }
    }

    /** Omits all statistics of a device whose names become the same metric name, as node_exporter does. */
    void emit(MetricSink out, String device, Map<String, Long> statistics) {
        Map<EthtoolName, Long> shown = new LinkedHashMap<>();
        Set<String> keys = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        statistics.forEach((statistic, value) -> {
            EthtoolName name = name(statistic);
            if (metrics.shows(name.plain())) {
                shown.put(name, value);
                if (!keys.add(name.key())) {
                    repeated.add(name.key());
                }
            }
        });
        shown.forEach((name, value) -> {
            if (repeated.contains(name.key())) {
                log.debug("dropping duplicate metric name", "device", device, "metric", name.key());
            } else {
                out.add(MetricType.UNTYPED, name.metric(), name.help(), KernelNumber.toDouble(value), "device", device);
            }
        });
    }

    private EthtoolName name(String statistic) {
        if (names.size() > MOST_NAMES) {
            names.clear();
        }
        return names.computeIfAbsent(statistic, EthtoolName::of);
    }

    /**
     * At level debug for drivers without the request, and for devices of another network namespace that sysfs shows.
     */
    private void report(String message, String device, IOException error) {
        if (ErrnoException.is(error, ErrnoException.NOT_SUPPORTED)
                || ErrnoException.is(error, ErrnoException.NO_SUCH_DEVICE)) {
            log.debug(message, "device", device, "err", error.getMessage());
        } else {
            log.error(message, "device", device, "err", error.getMessage());
        }
    }
}
