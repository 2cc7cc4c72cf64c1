package io.github.ecsmonitoring.exporter.collector.disk;

import io.github.ecsmonitoring.exporter.collector.sysfs.SysDevices;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelNumber;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * NVMe subsystems and the state of the paths to them, from {@code /sys/class/nvme-subsystem}: disks that are reached
 * through several controllers, mostly over a network.
 *
 * <pre>
 * node_nvmesubsystem_paths_live{subsystem="nvme-subsys0"} 1
 * node_nvmesubsystem_path_state{controller="nvme0",state="live",subsystem="nvme-subsys0",transport="tcp"} 1
 * </pre>
 *
 * @see <a href="https://docs.kernel.org/admin-guide/nvme-multipath.html">Kernel: NVMe multipath</a>
 */
public final class NvmesubsystemCollector implements Collector {
    private static final String UNKNOWN = "unknown";
    private static final List<String> STATES =
            List.of("connecting", "dead", "deleting", "live", "new", "resetting", UNKNOWN);

    record Subsystem(
            String name,
            String nqn,
            String model,
            String serial,
            String policy,
            List<Controller> controllers,
            List<String> namespaces) {
        static Subsystem read(SysFolder folder) throws IOException {
            List<String> namespaces = new ArrayList<>();
            for (String name : folder.list().orFail().names()) {
                String id = NvmeCollector.Namespace.id(name);
                if (!id.isEmpty() && name.endsWith("n" + id)) {
                    namespaces.add(name);
                }
            }
            return new Subsystem(
                    folder.name(),
                    folder.read("subsysnqn").textOr(""),
                    folder.read("model").textOr(""),
                    folder.read("serial").textOr(""),
                    folder.read("iopolicy").textOr(""),
                    SysDevices.readIfAny(folder, "nvme[0-9]*", Controller::read),
                    namespaces);
        }
    }

    /** A controller through which the subsystem is reached: a path. */
    record Controller(String name, String state, String transport) {
        /** The controller in a folder {@code nvme0}; null for any other. */
        static Controller read(SysFolder folder) throws IOException {
            return KernelNumber.isDigits(folder.name(), "nvme".length())
                    ? new Controller(
                            folder.name(),
                            state(folder.read("state").text()),
                            folder.read("transport").textOr(""))
                    : null;
        }

        private static String state(String text) {
            String state = text.equals("deleting (no IO)") ? "deleting" : text;
            return STATES.contains(state) ? state : UNKNOWN;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Subsystem subsystem : SysDevices.read(host.sys("class/nvme-subsystem"), "nvme-subsys*", Subsystem::read)) {
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
        for (Controller controller : subsystem.controllers) {
            for (String state : STATES) {
                out.gauge(
                        "node_nvmesubsystem_path_state",
                        "Current NVMe controller path state (1 for the current state, 0 for all others).",
                        state.equals(controller.state) ? 1 : 0,
                        "subsystem",
                        subsystem.name,
                        "controller",
                        controller.name,
                        "transport",
                        controller.transport,
                        "state",
                        state);
            }
        }
        out.gauge(
                "node_nvmesubsystem_paths",
                "Number of controller paths for an NVMe subsystem.",
                subsystem.controllers.size(),
                "subsystem",
                subsystem.name);
        out.gauge(
                "node_nvmesubsystem_paths_live",
                "Number of controller paths in live state for an NVMe subsystem.",
                subsystem.controllers.stream()
                        .filter(controller -> controller.state.equals("live"))
                        .count(),
                "subsystem",
                subsystem.name);
    }
}
