package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Properties of the network devices, from {@code /sys/class/net}: the devices of the network namespace in which sysfs
 * was mounted, not of the exporter's own. Those of its own with {@code --collector.netclass.netlink}
 * ({@link NetclassLinks}).
 *
 * <pre>
 * node_network_up{device="eth0"} 1
 * node_network_speed_bytes{device="eth0"} 1.25e+09
 * </pre>
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-net">Kernel: sysfs-class-net</a>
 */
final class NetclassCollector implements Collector {
    /** No property has this value. */
    static final long NONE = Long.MIN_VALUE;

    private static final int IFF_UP = 1;
    /** Megabits in a second, as bytes: whole numbers in this order, as in node_exporter. */
    static final int MEGABIT = 1000 * 1000;

    private record Property(String file, MetricType type, String metric, String help) {
        static Property of(String file, MetricType type, String name) {
            return new Property(file, type, "node_network_" + name, "Network device property: " + name);
        }
    }

    private static final List<Property> PROPERTIES = List.of(
            gauge("addr_assign_type", "address_assign_type"),
            gauge("carrier", "carrier"),
            counter("carrier_changes", "carrier_changes_total"),
            counter("carrier_up_count", "carrier_up_changes_total"),
            counter("carrier_down_count", "carrier_down_changes_total"),
            gauge("dev_id", "device_id"),
            gauge("dormant", "dormant"),
            gauge("flags", "flags"),
            gauge("ifindex", "iface_id"),
            gauge("iflink", "iface_link"),
            gauge("link_mode", "iface_link_mode"),
            gauge("mtu", "mtu_bytes"),
            gauge("name_assign_type", "name_assign_type"),
            gauge("netdev_group", "net_dev_group"),
            gauge("tx_queue_len", "transmit_queue_length"),
            gauge("type", "protocol_type"));

    private final SysFolder devices;
    private final NameFilter shown;
    private final boolean ignoreInvalidSpeed;

    private NetclassCollector(SysFolder devices, NameFilter shown, boolean ignoreInvalidSpeed) {
        this.devices = devices;
        this.shown = shown;
        this.ignoreInvalidSpeed = ignoreInvalidSpeed;
    }

    static CollectorType.Factory declare(Flags flags) {
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
        return (paths, log) -> {
            SysFolder folder = paths.sys("class/net");
            return netlink.value()
                    ? new NetclassLinks(folder, ignored.get(), statistics.value(), log)::collect
                    : new NetclassCollector(folder, ignored.get(), speed.value());
        };
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        String[] info = {
            "device", "", "address", "", "broadcast", "", "duplex", "", "operstate", "", "adminstate", "", "ifalias", ""
        };
        for (SysFolder device : devices()) {
            if (shown.shows(device.name())) {
                emit(out, device, info);
            }
        }
    }

    private List<SysFolder> devices() throws IOException {
        try {
            return devices.children("*");
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new NoDataException("can't read the folder " + devices.path());
        }
    }

    /**
     * Files differ by driver and kernel, and some answer EINVAL while the device is down: such a property is left out.
     */
    private void emit(MetricSink out, SysFolder device, String[] info) {
        String name = device.name();
        String address = text(device, "address");
        if (address.isEmpty() && !device.has("")) {
            return; // it went away after it was listed
        }
        String operstate = text(device, "operstate");
        if (!operstate.isEmpty()) {
            out.gauge(
                    "node_network_up",
                    "Value is 1 if operstate is 'up', 0 otherwise.",
                    operstate.equals("up") ? 1 : 0,
                    "device",
                    name);
        }
        long flags = number(device, "flags");
        info[1] = name;
        info[3] = address;
        info[5] = text(device, "broadcast");
        info[7] = text(device, "duplex");
        info[9] = operstate;
        info[11] = flags == NONE ? "unknown" : (flags & IFF_UP) != 0 ? "up" : "down";
        info[13] = text(device, "ifalias");
        out.gauge("node_network_info", "Non-numeric data from /sys/class/net/<iface>, value is always 1.", 1, info);
        for (Property property : PROPERTIES) {
            long number = property.file.equals("flags") ? flags : number(device, property.file);
            if (number != NONE) {
                out.add(property.type, property.metric, property.help, number, "device", name);
            }
        }
        // -1 is "unknown": shown unless asked otherwise.
        long megabits = number(device, "speed");
        if (megabits != NONE && (megabits >= 0 || !ignoreInvalidSpeed)) {
            out.gauge(
                    "node_network_speed_bytes",
                    "Network device property: speed_bytes",
                    megabits * MEGABIT / 8,
                    "device",
                    name);
        }
    }

    private static String text(SysFolder device, String file) {
        return device.find(file).orElse("");
    }

    /** A whole number, in decimal or as 0x… in hex; {@link #NONE} if there is none. */
    static long number(SysFolder device, String file) {
        String text = text(device, file);
        try {
            if (text.startsWith("0x")) {
                return Long.parseLong(text, 2, text.length(), 16);
            }
            return text.startsWith("0") && text.length() > 1
                    ? Long.decode(text)
                    : text.isEmpty() ? NONE : Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            return NONE;
        }
    }

    private static Property gauge(String file, String metric) {
        return Property.of(file, MetricType.GAUGE, metric);
    }

    private static Property counter(String file, String metric) {
        return Property.of(file, MetricType.COUNTER, metric);
    }
}
