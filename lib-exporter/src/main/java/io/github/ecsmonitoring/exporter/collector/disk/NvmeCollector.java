package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * NVMe controllers and their namespaces, from {@code /sys/class/nvme}. A namespace's size is the number in its file
 * times the logical block size, as in node_exporter.
 *
 * <pre>
 * node_nvme_info{cntlid="1",device="nvme0",firmware_revision="1.0",model="Amazon Elastic Block Store",serial="vol0a1",state="live"} 1
 * node_nvme_namespace_size_bytes{device="nvme0",nsid="1"} 8.589934592e+09
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/nvme/index.html">Kernel: NVMe subsystem</a>
 */
public final class NvmeCollector implements Collector {
    record Device(
            String name,
            String firmware,
            String model,
            String serial,
            String state,
            String controller,
            List<Namespace> namespaces) {
        static Device read(SysFolder device) throws IOException {
            return new Device(
                    device.name(),
                    device.read("firmware_rev").textOr(""),
                    device.read("model").textOr(""),
                    device.read("serial").textOr(""),
                    device.read("state").textOr(""),
                    device.read("cntlid").textOr(""),
                    SysDevices.readIfAny(device, "*", Namespace::read));
        }
    }

    /** {@code used} and {@code blocks} count blocks. Kernels before 6.8 do not have {@code nuse}. */
    record Namespace(String id, String state, OptionalLong used, OptionalLong blocks, OptionalLong blockSize) {
        private static final String PREFIX = "nvme";

        /** The namespace in a folder {@code nvme0n1}; null for any other. */
        static Namespace read(SysFolder folder) throws IOException {
            String id = id(folder.name());
            return id.isEmpty()
                    ? null
                    : new Namespace(
                            id,
                            folder.read("ana_state").textOr("unknown"),
                            count(folder, "nuse"),
                            count(folder, "size"),
                            count(folder, "queue/logical_block_size"));
        }

        /** The {@code 1} of {@code nvme0n1}; empty for any other name. */
        static String id(String name) {
            int end = digitsFrom(name, PREFIX.length());
            if (!name.startsWith(PREFIX) || end == PREFIX.length() || end == name.length() || name.charAt(end) != 'n') {
                return "";
            }
            return name.substring(end + 1, digitsFrom(name, end + 1));
        }

        private static int digitsFrom(String name, int index) {
            int end = index;
            while (end < name.length() && KernelNumber.isDigit(name.charAt(end))) {
                end++;
            }
            return end;
        }

        private static OptionalLong count(SysFolder folder, String file) throws IOException {
            SysValue value = folder.read(file);
            if (!value.isRead()) {
                return OptionalLong.empty();
            }
            try {
                return OptionalLong.of(Long.parseUnsignedLong(value.text()));
            } catch (NumberFormatException e) {
                folder.omit(new IOException(
                        folder.path(file) + ": expected an unsigned number, got \"" + value.text() + '"', e));
                return OptionalLong.empty();
            }
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Device device : SysDevices.read(host.sys("class/nvme"), "*", Device::read)) {
            out.gauge(
                    "node_nvme_info",
                    "Non-numeric data from /sys/class/nvme/<device>, value is always 1.",
                    1,
                    "device",
                    device.name,
                    "firmware_revision",
                    device.firmware,
                    "model",
                    device.model,
                    "serial",
                    device.serial,
                    "state",
                    device.state,
                    "cntlid",
                    device.controller);
            device.namespaces.forEach(namespace -> emit(out, device.name, namespace));
        }
    }

    private static void emit(MetricSink out, String device, Namespace namespace) {
        String[] labels = {"device", device, "nsid", namespace.id};
        out.gauge(
                "node_nvme_namespace_info",
                "Information about NVMe namespaces. Value is always 1",
                1,
                "device",
                device,
                "nsid",
                namespace.id,
                "ana_state",
                namespace.state);
        if (namespace.blockSize.isEmpty()) {
            return;
        }
        long blockSize = namespace.blockSize.getAsLong();
        namespace.blocks.ifPresent(blocks -> {
            out.gauge(
                    "node_nvme_namespace_capacity_bytes",
                    "Capacity of the NVMe namespace in bytes. Computed as namespace_size * namespace_logical_block_size",
                    KernelNumber.toDouble(blocks * blockSize),
                    labels);
            out.gauge(
                    "node_nvme_namespace_size_bytes",
                    "Size of the NVMe namespace in bytes. Available in /sys/class/nvme/<device>/<namespace>/size",
                    KernelNumber.toDouble(blocks * blockSize),
                    labels);
        });
        namespace.used.ifPresent(used -> out.gauge(
                "node_nvme_namespace_used_bytes",
                "Used space of the NVMe namespace in bytes. Available in /sys/class/nvme/<device>/<namespace>/nuse",
                KernelNumber.toDouble(used * blockSize),
                labels));
        out.gauge(
                "node_nvme_namespace_logical_block_size_bytes",
                "Logical block size of the NVMe namespace in bytes. Usually 4Kb. "
                        + "Available in /sys/class/nvme/<device>/<namespace>/queue/logical_block_size",
                KernelNumber.toDouble(blockSize),
                labels);
    }
}
