package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.OptionalDouble;

/**
 * Temperatures of the machine's zones and how far its cooling devices are turned up, from {@code /sys/class/thermal}.
 *
 * <pre>
 * node_thermal_zone_temp{type="cpu-thermal",zone="0"} 12.376
 * node_cooling_device_cur_state{name="0",type="Processor"} 0
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/driver-api/thermal/sysfs-api.html">Kernel: thermal sysfs</a>
 */
final class ThermalZoneCollector implements Collector {
    private static final double MILLIDEGREES = 1000;

    private final SysFolder root;

    ThermalZoneCollector(HostPaths paths, Log log) {
        this.root = paths.sys("class/thermal");
    }

    /** A zone; a sensor that is switched off has no temperature. */
    record Zone(String number, String type, OptionalDouble millidegrees) {
        static Zone read(SysFolder folder) throws IOException {
            return new Zone(
                    folder.name().substring("thermal_zone".length()),
                    folder.find("type").orElse(""),
                    folder.findNumber("temp"));
        }
    }

    /** A fan, or a processor that can be slowed down; its state is -1 if it does not know it. */
    record CoolingDevice(String number, String type, OptionalDouble state, OptionalDouble maximum) {
        static CoolingDevice read(SysFolder folder) throws IOException {
            return new CoolingDevice(
                    folder.name().substring("cooling_device".length()),
                    folder.find("type").orElse(""),
                    folder.findNumber("cur_state"),
                    folder.findNumber("max_state"));
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (Zone zone : SysDevices.readIfAny(root, "thermal_zone[0-9]*", Zone::read)) {
            zone.millidegrees.ifPresent(temperature -> out.gauge(
                    "node_thermal_zone_temp",
                    "Zone temperature in Celsius",
                    temperature / MILLIDEGREES,
                    "zone",
                    zone.number,
                    "type",
                    zone.type));
        }
        for (CoolingDevice device : SysDevices.readIfAny(root, "cooling_device[0-9]*", CoolingDevice::read)) {
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
