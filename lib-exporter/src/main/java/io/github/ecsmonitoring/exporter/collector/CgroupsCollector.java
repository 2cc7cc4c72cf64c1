package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Control groups by controller, and which controllers are enabled, from {@code /proc/cgroups}.
 *
 * <pre>
 * node_cgroups_cgroups{subsys_name="memory"} 19
 * node_cgroups_enabled{subsys_name="memory"} 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7), /proc/cgroups</a>
 */
final class CgroupsCollector implements Collector {
    private final HostPaths paths;

    CgroupsCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    record Controller(String name, double cgroups, double enabled) {
        static List<Controller> parse(KernelText text) throws IOException {
            List<Controller> controllers = new ArrayList<>();
            while (text.nextLine()) {
                String name = text.nextString();
                if (name.startsWith("#")) {
                    continue;
                }
                text.nextString(); // the hierarchy
                controllers.add(new Controller(name, text.nextUnsigned(), text.nextUnsigned()));
            }
            return controllers;
        }
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        for (Controller controller : Controller.parse(paths.readProc("cgroups"))) {
            // The same help twice, as in node_exporter.
            String help = "Current cgroup number of the subsystem.";
            out.gauge("node_cgroups_cgroups", help, controller.cgroups, "subsys_name", controller.name);
            out.gauge("node_cgroups_enabled", help, controller.enabled, "subsys_name", controller.name);
        }
    }
}
