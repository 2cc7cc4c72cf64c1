package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.exposition.MetricName;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Energy used by packages, cores and memory, from the CPU's running average power limit (RAPL) in
 * {@code /sys/class/powercap}. Only root may read it since Linux 5.10, because it is a side channel.
 *
 * <pre>
 * node_rapl_package_joules_total{index="0",path="/sys/class/powercap/intel-rapl:0"} 240422.366267
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/power/powercap/powercap.html">Kernel: power capping framework</a>
 */
public final class RaplCollector implements Collector {
    private static final double MICROJOULES = 1_000_000;

    private final boolean zoneLabel;

    private RaplCollector(boolean zoneLabel) {
        this.zoneLabel = zoneLabel;
    }

    public static CollectorFactory declare(Flags flags) {
        // The help text is wrong, as in node_exporter.
        Flag<Boolean> zoneLabel = flags.toggle(
                "collector.rapl.enable-zone-label", false, "Enables service unit metric unit_start_time_seconds");
        return log -> new RaplCollector(zoneLabel.value());
    }

    /**
     * A power zone. Its index is the number at the end of its name ({@code package-1}), otherwise the number of earlier
     * zones with the same name ({@code core} of the second package is 1).
     */
    record Zone(String name, int index, String path, OptionalDouble microjoules) {
        static Zone read(SysFolder folder, Map<String, Integer> used) {
            // The folder of the control type, intel-rapl, has no name.
            String name = folder.read("name").textOr("");
            if (name.isEmpty() || !folder.has("energy_uj")) {
                return null;
            }
            int dash = name.indexOf('-');
            int index = dash >= 0 && name.indexOf('-', dash + 1) < 0 ? number(name.substring(dash + 1)) : -1;
            String base = index < 0 ? name : name.substring(0, dash);
            int place = index < 0 ? used.getOrDefault(base, 0) : index;
            used.put(base, place + 1);
            return new Zone(base, place, folder.path(), folder.number("energy_uj"));
        }

        private static int number(String text) {
            return text.length() < 10 && KernelNumber.isDigits(text) ? Integer.parseInt(text) : -1;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        Map<String, Integer> used = new HashMap<>();
        List<Zone> zones = SysDevices.read(host.sys("class/powercap"), "*", folder -> Zone.read(folder, used));
        for (Zone zone : zones) {
            zone.microjoules.ifPresent(energy -> emit(out, zone, energy / MICROJOULES));
        }
    }

    private void emit(MetricSink out, Zone zone, double joules) {
        String index = Integer.toString(zone.index);
        if (zoneLabel) {
            out.counter(
                    "node_rapl_joules_total",
                    "Current RAPL value in joules",
                    joules,
                    "index",
                    index,
                    "path",
                    zone.path,
                    "rapl_zone",
                    zone.name);
        } else {
            out.counter(
                    "node_rapl_" + MetricName.escapeRuns(zone.name) + "_joules_total",
                    "Current RAPL " + zone.name + " value in joules",
                    joules,
                    "index",
                    index,
                    "path",
                    zone.path);
        }
    }
}
