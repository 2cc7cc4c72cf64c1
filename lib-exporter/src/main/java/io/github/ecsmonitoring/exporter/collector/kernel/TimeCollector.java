package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.StringTokenizer;
import java.util.TimeZone;

/**
 * The time, the time zone of this process, and the clock sources of the kernel, from
 * {@code /sys/devices/system/clocksource}.
 *
 * <pre>
 * node_time_seconds 1.7954353e+09
 * node_time_clocksource_current_info{clocksource="tsc",device="0"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/timers/timekeeping.html">Kernel: clock sources, clock events</a>
 */
public final class TimeCollector implements Collector {
    /** Cached by offset, since Java reads the time zone once. */
    private volatile Zone zone = new Zone(Integer.MIN_VALUE, "");

    private record Zone(int offset, String name) {}

    /**
     * Reads Java's time zones now: if a shortage of file descriptors prevented it at the first scrape, Java would never
     * try again.
     */
    public TimeCollector() {
        TimeZone.getDefault();
    }

    record Clocksource(String available, String current) {
        static Clocksource read(SysFolder folder) {
            return new Clocksource(
                    folder.read("available_clocksource").textOr(""),
                    folder.read("current_clocksource").textOr(""));
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        Instant now = Instant.now();
        out.gauge(
                "node_time_seconds",
                "System time in seconds since epoch (1970).",
                (now.getEpochSecond() * 1_000_000_000L + now.getNano()) / 1e9);
        emitZone(out, now.toEpochMilli());
        SysFolder root = host.sys("devices/system/clocksource");
        List<Clocksource> sources = SysDevices.readIfAny(root, "clocksource[0-9]*", Clocksource::read);
        for (int i = 0; i < sources.size(); i++) {
            String device = Integer.toString(i);
            Clocksource source = sources.get(i);
            for (StringTokenizer clocks = new StringTokenizer(source.available); clocks.hasMoreTokens(); ) {
                out.gauge(
                        "node_time_clocksource_available_info",
                        "Available clocksources read from '/sys/devices/system/clocksource'.",
                        1,
                        "device",
                        device,
                        "clocksource",
                        clocks.nextToken());
            }
            if (!source.current.isEmpty()) {
                out.gauge(
                        "node_time_clocksource_current_info",
                        "Current clocksource read from '/sys/devices/system/clocksource'.",
                        1,
                        "device",
                        device,
                        "clocksource",
                        source.current);
            }
        }
    }

    private void emitZone(MetricSink out, long now) {
        try {
            Zone zone = zone(now);
            out.gauge(
                    "node_time_zone_offset_seconds",
                    "System time zone offset in seconds.",
                    zone.offset,
                    "time_zone",
                    zone.name);
        } catch (IOException unreadable) {
            // the next scrape reads the zone's file again
        }
    }

    private Zone zone(long now) throws IOException {
        TimeZone local = TimeZone.getDefault();
        int offset = local.getOffset(now) / 1000;
        Zone known = zone;
        if (known.offset != offset) {
            known = new Zone(offset, TimeZoneName.of(local, new Date(now)));
            zone = known;
        }
        return known;
    }
}
