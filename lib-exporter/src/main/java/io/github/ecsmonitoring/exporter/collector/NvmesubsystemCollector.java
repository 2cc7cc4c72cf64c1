package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * NVMe subsystems and the state of the paths to them, from {@code /sys/class/nvme-subsystem}: disks that several
 * controllers reach, over a network mostly.
 *
 * <pre>
 * node_nvmesubsystem_paths_live{subsystem="nvme-subsys0"} 1
 * node_nvmesubsystem_path_state{controller="nvme0",state="live",subsystem="nvme-subsys0",transport="tcp"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/nvme-multipath.html">Kernel: NVMe multipath</a>
 */
final class NvmesubsystemCollector implements Collector {
    private static final String UNKNOWN = "unknown";
    private static final List<String> STATES =
            List.of("connecting", "dead", "deleting", "live", "new", "resetting", UNKNOWN);

    private final SysFolder root;

    NvmesubsystemCollector(HostPaths paths, Log log) {
        this.root = paths.sys("class/nvme-subsystem");
    }

    record Subsystem(
            String name,
            String nqn,
            String model,
            String serial,
            String policy,
            List<Path> paths,
            List<String> namespaces) {
        static Subsystem read(SysFolder folder) throws IOException {
            List<String> namespaces = new ArrayList<>();
            for (String name : folder.names()) {
                String id = NvmeCollector.Namespace.id(name);
                if (!id.isEmpty() && name.endsWith("n" + id)) {
                    namespaces.add(name);
                }
            }
            return new Subsystem(
                    folder.name(),
                    folder.text("subsysnqn"),
                    folder.text("model"),
                    folder.text("serial"),
                    folder.text("iopolicy"),
                    SysDevices.readIfAny(folder, "nvme[0-9]*", Path::read),
                    namespaces);
        }
    }

    /** A controller through which the subsystem is reached. */
    record Path(String controller, String state, String transport) {
        /** The controller in a folder {@code nvme0}; null for any other. */
        static Path read(SysFolder folder) throws IOException {
            boolean controller = folder.name().chars().skip("nvme".length()).allMatch(c -> c >= '0' && c <= '9');
            return controller ? new Path(folder.name(), state(folder.text("state")), folder.text("transport")) : null;
        }

        private static String state(String text) {
            String state = text.equals("deleting (no IO)") ? "deleting" : text;
            return STATES.contains(state) ? state : UNKNOWN;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (Subsystem subsystem : SysDevices.read(root, "nvme-subsys*", Subsystem::read)) {
            out.gauge(
                    "node_nvmesubsystem_info",
                    "Non-numeric information about an NVMe subsystem.",
                    1,
                    "subsystem",
                    subsystem.name,
                    "nqn",
                    subsystem.nqn,
                    "model",
                    subsystem.model,
                    "serial",
                    subsystem.serial,
                    "iopolicy",
                    subsystem.policy);
            for (String namespace : subsystem.namespaces) {
                out.gauge(
                        "node_nvmesubsystem_namespace_info",
                        "Maps an NVMe namespace block device to its subsystem.",
                        1,
                        "subsystem",
                        subsystem.name,
                        "device",
                        namespace);
            }
            emitPaths(out, subsystem);
        }
    }

    private static void emitPaths(MetricSink out, Subsystem subsystem) {
        for (Path path : subsystem.paths) {
            for (String state : STATES) {
                out.gauge(
                        "node_nvmesubsystem_path_state",
                        "Current NVMe controller path state (1 for the current state, 0 for all others).",
                        state.equals(path.state) ? 1 : 0,
                        "subsystem",
                        subsystem.name,
                        "controller",
                        path.controller,
                        "transport",
                        path.transport,
                        "state",
                        state);
            }
        }
        out.gauge(
                "node_nvmesubsystem_paths",
                "Number of controller paths for an NVMe subsystem.",
                subsystem.paths.size(),
                "subsystem",
                subsystem.name);
        out.gauge(
                "node_nvmesubsystem_paths_live",
                "Number of controller paths in live state for an NVMe subsystem.",
                subsystem.paths.stream()
                        .filter(path -> path.state.equals("live"))
                        .count(),
                "subsystem",
                subsystem.name);
    }
}
