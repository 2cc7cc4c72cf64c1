package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.ErrnoException;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.netlink.NetlinkData;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the drivers of network devices know beyond the kernel's own counters: on EC2 the ENA driver's, with the packets
 * that exceeded the instance's allowances. Off by default: some drivers have thousands of counters.
 *
 * <pre>
 * node_ethtool_bw_in_allowance_exceeded{device="eth0"} 0
 * node_ethtool_info{bus_info="0000:00:05.0",device="eth0",driver="ena",…} 1
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-network-performance-ena.html">EC2: ENA
 *     metrics</a>
 */
final class EthtoolCollector implements Collector {
    private static final int NO_SUCH_DEVICE = 19;
    /** A name is made once; beyond this many the names start anew. */
    private static final int KEPT_NAMES = 16384;

    private final SysFolder folder;
    private final NameFilter devices;
    private final NameFilter metrics;
    private final Log log;
    private final Map<String, EthtoolName> names = new ConcurrentHashMap<>();

    private EthtoolCollector(SysFolder folder, NameFilter devices, NameFilter metrics, Log log) {
        this.folder = folder;
        this.devices = devices;
        this.metrics = metrics;
        this.log = log;
    }

    static CollectorType.Factory declare(Flags flags) {
        Supplier<NameFilter> devices = NameFilter.declare(flags, "collector.ethtool.device", "ethtool devices", "");
        Supplier<NameFilter> metrics = NameFilter.declareOne(
                flags, "collector.ethtool.metrics-include", ".*", "Regexp of ethtool stats to include.");
        return (paths, log) -> new EthtoolCollector(paths.sys("class/net"), devices.get(), metrics.get(), log);
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        List<SysFolder> found = devices();
        try (EthtoolIoctl ethtool = new EthtoolIoctl()) {
            for (SysFolder device : found) {
                if (devices.shows(device.name())) {
                    collect(out, ethtool, device.name());
                }
            }
        }
    }

    private List<SysFolder> devices() throws IOException {
        List<SysFolder> found;
        try {
            found = folder.children("*");
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new NoDataException("can't read the folder " + folder.path());
        }
        if (found.isEmpty()) {
            throw new IOException(folder.path() + ": found no network device");
        }
        return found;
    }

    /** A driver answers all three requests, some of them or none. */
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

    /** Counters whose names agree once they are metrics' names are all left out. */
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
                out.add(MetricType.UNTYPED, name.metric(), name.help(), NetlinkData.toDouble(value), "device", device);
            }
        });
    }

    private EthtoolName name(String statistic) {
        if (names.size() > KEPT_NAMES) {
            names.clear();
        }
        return names.computeIfAbsent(statistic, EthtoolName::of);
    }

    /** Many drivers don't support it, and sysfs may show devices of another network namespace: no fault of anyone. */
    private void report(String message, String device, IOException error) {
        if (error instanceof ErrnoException e
                && (e.errno() == ErrnoException.NOT_SUPPORTED || e.errno() == NO_SUCH_DEVICE)) {
            log.debug(message, "device", device, "err", error.getMessage());
        } else {
            log.error(message, "device", device, "err", error.getMessage());
        }
    }
}
