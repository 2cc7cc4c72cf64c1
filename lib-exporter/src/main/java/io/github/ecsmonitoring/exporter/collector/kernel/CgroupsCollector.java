package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The number of control groups and whether it is enabled, for each controller, from {@code /proc/cgroups}.
 *
 * <pre>
 * node_cgroups_cgroups{subsys_name="memory"} 19
 * node_cgroups_enabled{subsys_name="memory"} 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7), /proc/cgroups</a>
 */
public final class CgroupsCollector implements Collector {
    record Controller(String name, double cgroups, double enabled) {
        static List<Controller> parse(KernelText text) throws IOException {
            List<Controller> controllers = new ArrayList<>();
            text.eachLine(() -> {
                String name = text.nextString();
                if (!name.startsWith("#")) {
                    text.nextString(); // the hierarchy
                    controllers.add(new Controller(name, text.nextUnsigned(), text.nextUnsigned()));
                }
            });
            return controllers;
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        for (Controller controller : Controller.parse(host.proc("cgroups"))) {
            // node_exporter has the same help for both.
            String help = "Current cgroup number of the subsystem.";
            out.gauge("node_cgroups_cgroups", help, controller.cgroups, "subsys_name", controller.name);
            out.gauge("node_cgroups_enabled", help, controller.enabled, "subsys_name", controller.name);
        }
    }
}
