package io.github.ecsmonitoring.exporter.collector.network;

import io.github.ecsmonitoring.exporter.collector.filter.NameFilter;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorFactory;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Properties of the network devices, from {@code /sys/class/net}, which lists the devices of the network namespace in
 * which sysfs was mounted. With {@code --collector.netclass.netlink}, {@link NetclassLinks} exposes those of the
 * exporter's own namespace instead.
 *
 * <pre>
 * node_network_up{device="eth0"} 1
 * node_network_speed_bytes{device="eth0"} 1.25e+09
 * </pre>
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net">Kernel: sysfs-class-net</a>
 */
public final class NetclassCollector implements Collector {
    private static final int IFF_UP = 1;
    private static final NetclassProperty FLAGS = NetclassProperty.gauge("flags");
    private static final List<NetclassFile> FILES = List.of(
            NetclassFile.gauge("addr_assign_type", "address_assign_type"),
            NetclassFile.gauge("carrier", "carrier"),
            NetclassFile.counter("carrier_changes", "carrier_changes_total"),
            NetclassFile.counter("carrier_up_count", "carrier_up_changes_total"),
            NetclassFile.counter("carrier_down_count", "carrier_down_changes_total"),
            NetclassFile.gauge("dev_id", "device_id"),
            NetclassFile.gauge("dormant", "dormant"),
            NetclassFile.gauge("ifindex", "iface_id"),
            NetclassFile.gauge("iflink", "iface_link"),
            NetclassFile.gauge("link_mode", "iface_link_mode"),
            NetclassFile.gauge("mtu", "mtu_bytes"),
            NetclassFile.gauge("name_assign_type", "name_assign_type"),
            NetclassFile.gauge("netdev_group", "net_dev_group"),
            NetclassFile.gauge("tx_queue_len", "transmit_queue_length"),
            NetclassFile.gauge("type", "protocol_type"));

    private final NameFilter shown;
    private final boolean ignoreInvalidSpeed;

    private NetclassCollector(NameFilter shown, boolean ignoreInvalidSpeed) {
        this.shown = shown;
        this.ignoreInvalidSpeed = ignoreInvalidSpeed;
    }

    public static CollectorFactory declare(Flags flags) {
        Supplier<NameFilter> ignored = NameFilter.declareIgnored(
                flags, "collector.netclass.ignored-devices", "Regexp of net devices to ignore for netclass collector.");
        Flag<Boolean> speed = flags.toggle(
                "collector.netclass.ignore-invalid-speed",
                false,
                "Ignore devices where the speed is invalid. This will be the default behavior in 2.x.");
        Flag<Boolean> netlink = flags.toggle(
                "collector.netclass.netlink", false, "Use netlink to gather stats instead of /proc/net/dev.");
        Flag<Boolean> statistics = flags.toggle(
                "collector.netclass_rtnl.with-stats",
                false,
                "Expose the statistics for each network device, replacing netdev collector.");
        return log -> netlink.value()
                ? new NetclassLinks(ignored.get(), statistics.value(), log)
                : new NetclassCollector(ignored.get(), speed.value());
    }

    /** The labels of a sample, in one array that serves all devices of a scrape. */
    private static final class InfoLabels {
        private final String[] pairs = new String[2 * 7];
        private int length;

        InfoLabels startWith(String device) {
            length = 0;
            return add("device", device);
        }

        InfoLabels add(String name, String value) {
            pairs[length++] = name;
            pairs[length++] = value;
            return this;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        InfoLabels labels = new InfoLabels();
        for (SysFolder device : NetworkDevices.list(host)) {
            if (shown.shows(device.name())) {
                emit(out, device, labels);
            }
        }
    }

    private void emit(MetricSink out, SysFolder device, InfoLabels labels) {
        String address = text(device, "address");
        if (address.isEmpty() && !device.has("")) {
            return; // removed since the folder was listed
        }
        String operstate = text(device, "operstate");
        long flags = NetclassFile.number(device, "flags");
        labels.startWith(device.name())
                .add("address", address)
                .add("broadcast", text(device, "broadcast"))
                .add("duplex", text(device, "duplex"))
                .add("operstate", operstate)
                .add("adminstate", adminstate(flags))
                .add("ifalias", text(device, "ifalias"));
        out.gauge(
                "node_network_info",
                "Non-numeric data from /sys/class/net/<iface>, value is always 1.",
                1,
                labels.pairs);
        if (!operstate.isEmpty()) {
            out.gauge(
                    "node_network_up",
                    "Value is 1 if operstate is 'up', 0 otherwise.",
                    operstate.equals("up") ? 1 : 0,
                    "device",
                    device.name());
        }
        if (flags != NetclassFile.NONE) {
            FLAGS.emit(out, device.name(), flags);
        }
        for (NetclassFile file : FILES) {
            file.emit(out, device);
        }
        emitSpeed(out, device);
    }

    private static String adminstate(long flags) {
        if (flags == NetclassFile.NONE) {
            return "unknown";
        }
        return (flags & IFF_UP) != 0 ? "up" : "down";
    }

    /** A driver that cannot determine the speed returns -1. */
    private void emitSpeed(MetricSink out, SysFolder device) {
        long megabits = NetclassFile.number(device, "speed");
        if (megabits != NetclassFile.NONE && (megabits >= 0 || !ignoreInvalidSpeed)) {
            NetclassProperty.emitSpeed(out, device.name(), megabits);
        }
    }

    private static String text(SysFolder device, String file) {
        return device.read(file).textOr("");
    }
}
