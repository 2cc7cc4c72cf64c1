package io.github.ecsmonitoring.exporter.collector.hardware;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.collector.sysfs.SysMetric;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * InfiniBand and RoCE adapters, including EFA of EC2, from {@code /sys/class/infiniband}.
 *
 * <pre>
 * node_infiniband_info{board_id="",device="efa_0",firmware_version="0.0.0.0",hca_type=""} 1
 * node_infiniband_rate_bytes_per_second{device="efa_0",port="1"} 1.25e+10
 * </pre>
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-class-infiniband">Kernel:
 *     /sys/class/infiniband</a>
 */
public final class InfinibandCollector implements Collector {
    private static final double BYTES_PER_GIGABIT = 125_000_000;

    private final NameFilter devices;

    private InfinibandCollector(NameFilter devices) {
        this.devices = devices;
    }

    public static CollectorFactory declare(Flags flags) {
        Supplier<NameFilter> devices =
                NameFilter.declareBoth(flags, "collector.infiniband.device", "infiniband devices", "device");
        return log -> new InfinibandCollector(devices.get());
    }

    record Device(String name, String board, String firmware, String type, List<Port> ports) {
        static Device read(SysFolder device) throws IOException {
            return new Device(
                    device.name(),
                    device.read("board_id").textOr(""),
                    device.read("fw_ver").textOr(""),
                    device.read("hca_type").textOr(""),
                    SysDevices.readIfAny(device.folder("ports"), "*", Port::read));
        }
    }

    /** A port; its rate is in bytes per second. */
    record Port(
            int number,
            OptionalDouble state,
            OptionalDouble physicalState,
            OptionalDouble rate,
            List<SysMetric.Value> counters) {
        static Port read(SysFolder port) throws IOException {
            int number = KernelText.of(port.path(), port.name()).firstLine().nextInt();
            return new Port(
                    number,
                    value(port, "state", Port::state),
                    value(port, "phys_state", Port::state),
                    value(port, "rate", Port::rate),
                    InfinibandCounters.read(port));
        }

        private interface Parser {
            double parse(KernelText text) throws IOException;
        }

        private static OptionalDouble value(SysFolder port, String file, Parser parser) {
            try {
                String text = port.read(file).text();
                return OptionalDouble.of(
                        parser.parse(KernelText.of(port.path(file), text).firstLine()));
            } catch (IOException e) {
                port.omit(e);
                return OptionalDouble.empty();
            }
        }

        /** {@code 4: ACTIVE}. */
        private static double state(KernelText text) throws IOException {
            String line = text.line();
            KernelText number =
                    KernelText.of(text.name(), line.replace(':', ' ')).firstLine();
            int state = number.nextInt();
            if (line.indexOf(':') < 0 || line.indexOf(':') != line.lastIndexOf(':')) {
                throw number.malformed("expected \"number: name\"");
            }
            return state;
        }

        /** {@code 100 Gb/sec (4X EDR)}. A float, truncated to whole bytes, as in node_exporter. */
        private static double rate(KernelText text) throws IOException {
            return (long) ((float) text.nextDecimal() * BYTES_PER_GIGABIT);
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        List<Device> all = SysDevices.read(
                host.sys("class/infiniband"), "*", folder -> devices.shows(folder.name()) ? Device.read(folder) : null);
        for (Device device : all) {
            out.gauge(
                    "node_infiniband_info",
                    "Non-numeric data from /sys/class/infiniband/<device>, value is always 1.",
                    1,
                    "device",
                    device.name,
                    "board_id",
                    device.board,
                    "firmware_version",
                    device.firmware,
                    "hca_type",
                    device.type);
            device.ports.forEach(port -> emit(out, device.name, port));
        }
    }

    private static void emit(MetricSink out, String device, Port port) {
        String[] labels = {"device", device, "port", Integer.toString(port.number)};
        port.state.ifPresent(state -> out.gauge(
                "node_infiniband_state_id",
                "State of the InfiniBand port (0: no change, 1: down, 2: init, 3: armed, 4: active, 5: act defer)",
                state,
                labels));
        port.physicalState.ifPresent(state -> out.gauge(
                "node_infiniband_physical_state_id",
                "Physical state of the InfiniBand port (0: no change, 1: sleep, 2: polling, 3: disable, 4: shift, 5: link up, "
                        + "6: link error recover, 7: phytest)",
                state,
                labels));
        port.rate.ifPresent(rate ->
                out.gauge("node_infiniband_rate_bytes_per_second", "Maximum signal transfer rate", rate, labels));
        port.counters.forEach(counter -> counter.emit(out, labels));
    }
}
