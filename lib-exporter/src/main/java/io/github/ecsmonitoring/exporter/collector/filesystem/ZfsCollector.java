package io.github.ecsmonitoring.exporter.collector.filesystem;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.NoDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * ZFS: its caches and queues, its pools and their datasets, from {@code /proc/spl/kstat/zfs}. Names and help texts are
 * those of the kernel's counters. The files do not distinguish counters from gauges, so the metrics are untyped.
 *
 * <pre>
 * node_zfs_arc_hits 8.772612e+06
 * node_zfs_zpool_nread{zpool="tank"} 1.88416e+06
 * node_zfs_zpool_dataset_nwritten{dataset="tank/home",zpool="tank"} 12302
 * node_zfs_zpool_state{state="online",zpool="tank"} 1
 * </pre>
 *
 * @see <a href="https://openzfs.github.io/openzfs-docs/Performance%20and%20Tuning/Module%20Parameters.html">OpenZFS:
 *     performance</a>
 */
public final class ZfsCollector implements Collector {
    /** Files and their part of the metric names. No version of ZFS has all of them. */
    private static final String[][] FILES = {
        {"abdstats", "abd"},
        {"arcstats", "arc"},
        {"dbufstats", "dbuf"},
        {"dmu_tx", "dmu_tx"},
        {"dnodestats", "dnode"},
        {"fm", "fm"},
        {"vdev_cache_stats", "vdev_cache"},
        {"vdev_mirror_stats", "vdev_mirror"},
        {"xuio_stats", "xuio"},
        {"zfetchstats", "zfetch"},
        {"zil", "zil"},
    };

    private static final String[] STATES = {
        "online", "degraded", "faulted", "offline", "removed", "unavail", "suspended"
    };
    private static final int FEWEST_IO_COLUMNS = 12;

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        SysFolder root = host.procFolder("spl/kstat/zfs");
        SysFolder.Listing pools = root.list();
        if (pools.isAbsent()) {
            throw new NoDataException("ZFS is not loaded: there is no " + root.path());
        }
        for (String[] file : FILES) {
            host.attempt(() -> {
                Optional<KernelText> text = host.textIfPresent(root.path(file[0]));
                if (text.isPresent()) {
                    for (ZfsKstat kstat : ZfsKstat.parse(text.get()).numbers()) {
                        emit(out, "zfs_" + file[1], file[0], kstat);
                    }
                }
            });
        }
        for (SysFolder pool : pools.folders("*")) {
            host.attempt(() -> collectIo(host, out, pool));
            host.attempt(() -> collectDatasets(host, out, pool));
            host.attempt(() -> collectState(host, out, pool));
        }
    }

    /** A pool's file {@code io}: a line of names, a line of numbers. */
    private static void collectIo(HostReader host, MetricSink out, SysFolder pool) throws IOException {
        Optional<KernelText> io = host.textIfPresent(pool.path("io"));
        if (io.isEmpty()) {
            return;
        }
        KernelText text = io.get();
        List<String> names = new ArrayList<>();
        while (text.nextLine()) {
            if (!names.isEmpty()) {
                for (String name : names) {
                    double value = text.nextUnsignedOrNaN();
                    if (!Double.isNaN(value)) {
                        emit(out, "zfs_zpool", "io", new ZfsKstat(name, value), "zpool", pool.name());
                    }
                }
            } else if (text.fieldCount() >= FEWEST_IO_COLUMNS
                    && text.nextString().equals("nread")) {
                do {
                    names.add(ZfsKstat.checked(text, text.field()));
                } while (text.nextField());
            }
        }
    }

    private static void collectDatasets(HostReader host, MetricSink out, SysFolder pool) throws IOException {
        for (String file : pool.list().names()) {
            if (file.startsWith("objset-")) {
                host.attempt(() -> collectDataset(host, out, pool, file));
            }
        }
    }

    private static void collectDataset(HostReader host, MetricSink out, SysFolder pool, String file)
            throws IOException {
        Optional<KernelText> text = host.textIfPresent(pool.path(file));
        if (text.isPresent()) {
            ZfsKstat.Parsed parsed = ZfsKstat.parse(text.get());
            for (ZfsKstat kstat : parsed.numbers()) {
                emit(out, "zfs_zpool_dataset", "objset", kstat, "dataset", parsed.dataset(), "zpool", pool.name());
            }
        }
    }

    private static void collectState(HostReader host, MetricSink out, SysFolder pool) throws IOException {
        Optional<KernelText> text = host.textIfPresent(pool.path("state"));
        if (text.isEmpty()) {
            return;
        }
        String state = text.get().firstLine().line().toLowerCase(Locale.ROOT);
        for (String each : STATES) {
            out.gauge(
                    "node_zfs_zpool_state",
                    "kstat.zfs.misc.state",
                    state.equals(each) ? 1 : 0,
                    "state",
                    each,
                    "zpool",
                    pool.name());
        }
    }

    private static void emit(MetricSink out, String subsystem, String file, ZfsKstat kstat, String... labels) {
        out.add(
                MetricType.UNTYPED,
                "node_" + subsystem + "_" + kstat.metricName(),
                "kstat.zfs.misc." + file + "." + kstat.name(),
                kstat.value(),
                labels);
    }
}
