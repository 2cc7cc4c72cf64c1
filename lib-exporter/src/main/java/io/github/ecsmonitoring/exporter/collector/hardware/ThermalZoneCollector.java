package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * Temperatures of thermal zones and states of cooling devices, from {@code /sys/class/thermal}.
 *
 * <pre>
 * node_thermal_zone_temp{type="cpu-thermal",zone="0"} 12.376
 * node_cooling_device_cur_state{name="0",type="Processor"} 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/driver-api/thermal/sysfs-api.html">Kernel: thermal sysfs</a>
 */
public final class ThermalZoneCollector implements Collector {
    private static final double MILLIDEGREES = 1000;

    /** A thermal zone; a disabled sensor has no temperature. */
    record Zone(String number, String type, OptionalDouble millidegrees) {
        static Zone read(SysFolder folder) throws IOException {
            return new Zone(
                    folder.name().substring("thermal_zone".length()),
                    folder.read("type").textOr(""),
                    folder.numberIfPresent("temp"));
        }
    }

    /** A fan, or a processor that can be throttled; its state is -1 if the driver does not report it. */
    record CoolingDevice(String number, String type, OptionalDouble state, OptionalDouble maximum) {
        static CoolingDevice read(SysFolder folder) throws IOException {
            return new CoolingDevice(
                    folder.name().substring("cooling_device".length()),
                    folder.read("type").textOr(""),
                    folder.numberIfPresent("cur_state"),
                    folder.numberIfPresent("max_state"));
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Zone zone : SysDevices.readIfAny(host.sys("class/thermal"), "thermal_zone[0-9]*", Zone::read)) {
            zone.millidegrees.ifPresent(temperature -> out.gauge(
                    "node_thermal_zone_temp",
                    "Zone temperature in Celsius",
                    temperature / MILLIDEGREES,
                    "zone",
                    zone.number,
                    "type",
                    zone.type));
        }
        for (CoolingDevice device :
                SysDevices.readIfAny(host.sys("class/thermal"), "cooling_device[0-9]*", CoolingDevice::read)) {
            device.state.ifPresent(state -> out.gauge(
                    "node_cooling_device_cur_state",
                    "Current throttle state of the cooling device",
                    state,
                    "name",
                    device.number,
                    "type",
                    device.type));
            device.maximum.ifPresent(state -> out.gauge(
                    "node_cooling_device_max_state",
                    "Maximum throttle state of the cooling device",
                    state,
                    "name",
                    device.number,
                    "type",
                    device.type));
        }
    }
}
