package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * NVMe controllers and their namespaces, from {@code /sys/class/nvme}. Sizes are the file's count times the size of a
 * logical block, as in node_exporter.
 *
 * <pre>
 * node_nvme_info{cntlid="1",device="nvme0",firmware_revision="1.0",model="Amazon Elastic Block Store",serial="vol0a1",state="live"} 1
 * node_nvme_namespace_size_bytes{device="nvme0",nsid="1"} 8.589934592e+09
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/nvme/index.html">Kernel: NVMe subsystem</a>
 */
final class NvmeCollector implements Collector {
    private final SysFolder root;

    NvmeCollector(HostPaths paths, Log log) {
        this.root = paths.sys("class/nvme");
    }

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
                    device.text("firmware_rev"),
                    device.text("model"),
                    device.text("serial"),
                    device.text("state"),
                    device.text("cntlid"),
                    SysDevices.readIfAny(device, "*", Namespace::read));
        }
    }

    /** {@code used} and {@code blocks} count blocks. Kernels before 6.8 do not say how much of a namespace is used. */
    record Namespace(String id, String state, OptionalLong used, OptionalLong blocks, OptionalLong blockSize) {
        private static final String PREFIX = "nvme";

        /** The namespace in a folder {@code nvme0n1}; null for any other. */
        static Namespace read(SysFolder folder) throws IOException {
            String id = id(folder.name());
            return id.isEmpty()
                    ? null
                    : new Namespace(
                            id,
                            folder.find("ana_state").orElse("unknown"),
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
            while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
                end++;
            }
            return end;
        }

        private static OptionalLong count(SysFolder folder, String file) throws IOException {
            Optional<String> text = folder.find(file);
            try {
                return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(text.get()));
            } catch (NumberFormatException e) {
                throw new IOException(
                        folder.path().resolve(file) + ": expected an unsigned number, got \"" + text.get() + '"', e);
            }
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (Device device : SysDevices.read(root, "*", Device::read)) {
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
                    KernelNumber.unsignedToDouble(blocks * blockSize),
                    labels);
            out.gauge(
                    "node_nvme_namespace_size_bytes",
                    "Size of the NVMe namespace in bytes. Available in /sys/class/nvme/<device>/<namespace>/size",
                    KernelNumber.unsignedToDouble(blocks * blockSize),
                    labels);
        });
        namespace.used.ifPresent(used -> out.gauge(
                "node_nvme_namespace_used_bytes",
                "Used space of the NVMe namespace in bytes. Available in /sys/class/nvme/<device>/<namespace>/nuse",
                KernelNumber.unsignedToDouble(used * blockSize),
                labels));
        out.gauge(
                "node_nvme_namespace_logical_block_size_bytes",
                "Logical block size of the NVMe namespace in bytes. Usually 4Kb. "
                        + "Available in /sys/class/nvme/<device>/<namespace>/queue/logical_block_size",
                KernelNumber.unsignedToDouble(blockSize),
                labels);
    }
}
