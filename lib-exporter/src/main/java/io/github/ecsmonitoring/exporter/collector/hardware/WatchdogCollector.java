package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysMetric;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Watchdog timers, which restart a hanging machine, from {@code /sys/class/watchdog}.
 *
 * <pre>
 * node_watchdog_timeout_seconds{name="watchdog0"} 60
 * node_watchdog_info{identity="Software Watchdog",name="watchdog0",state="active",…} 1
 * </pre>
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-watchdog">Kernel:
 *     /sys/class/watchdog</a>
 */
public final class WatchdogCollector implements Collector {
    private static final List<SysMetric> METRICS =
            SysMetric.table(MetricType.GAUGE, "node_watchdog_", SysMetric.Unit.AS_IT_IS, """
            bootstatus bootstatus Value of /sys/class/watchdog/<watchdog>/bootstatus
            fw_version fw_version Value of /sys/class/watchdog/<watchdog>/fw_version
            nowayout nowayout Value of /sys/class/watchdog/<watchdog>/nowayout
            timeleft timeleft_seconds Value of /sys/class/watchdog/<watchdog>/timeleft
            timeout timeout_seconds Value of /sys/class/watchdog/<watchdog>/timeout
            pretimeout pretimeout_seconds Value of /sys/class/watchdog/<watchdog>/pretimeout
            access_cs0 access_cs0 Value of /sys/class/watchdog/<watchdog>/access_cs0
            """);
    private static final List<String> LABELS = List.of("options", "identity", "state", "status", "pretimeout_governor");

    /** A timer; labels are names and values in turn. */
    record Watchdog(String name, List<SysMetric.Value> values, List<String> labels) {
        static Watchdog read(SysFolder folder) throws IOException {
            List<String> labels = new ArrayList<>(List.of("name", folder.name()));
            LABELS.forEach(
                    label -> labels.addAll(List.of(label, folder.read(label).textOr(""))));
            return new Watchdog(folder.name(), SysMetric.read(folder, METRICS), labels);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Watchdog watchdog : SysDevices.read(host.sys("class/watchdog"), "*", Watchdog::read)) {
            watchdog.values.forEach(value -> value.emit(out, "name", watchdog.name));
            out.gauge(
                    "node_watchdog_info",
                    "Info of /sys/class/watchdog/<watchdog>",
                    1,
                    watchdog.labels.toArray(new String[0]));
        }
    }
}
