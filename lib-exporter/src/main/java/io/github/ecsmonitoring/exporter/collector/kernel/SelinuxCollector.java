package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.collector.filesystem.Mount;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.util.Optional;

/**
 * Whether SELinux is enabled, and whether it enforces its policy (1) or only logs (0), now and after the next boot. It
 * is enabled where its file system is mounted writable, which it is not in containers.
 *
 * <pre>
 * node_selinux_enabled 1
 * node_selinux_current_mode 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/selinux.8.html">selinux(8)</a>
 */
public final class SelinuxCollector implements Collector {
    /** The mount point, if there is one; null before the first scrape. It is looked up once, as in node_exporter. */
    private volatile Optional<String> mounted;

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        if (mounted == null) {
            mounted = findMount(host);
        }
        Optional<String> selinux = mounted;
        out.gauge("node_selinux_enabled", "SELinux is enabled, 1 is true, 0 is false", selinux.isPresent() ? 1 : 0);
        if (selinux.isPresent()) {
            out.gauge("node_selinux_config_mode", "Configured SELinux enforcement mode", configuredMode(host));
            host.folder(selinux.get())
                    .numberIfPresent("enforce")
                    .ifPresent(
                            mode -> out.gauge("node_selinux_current_mode", "Current SELinux enforcement mode", mode));
        }
    }

    /** Until a policy is loaded, every process has the label "kernel". */
    private static Optional<String> findMount(HostReader host) throws IOException {
        String label = host.procFolder("self/attr").read("current").textOr("").replace("\0", "");
        if (label.equals("kernel")) {
            return Optional.empty();
        }
        return Mount.parse(host.proc("self/mountinfo")).stream()
                .filter(mount -> mount.type().equals("selinuxfs") && !mount.readOnly())
                .map(Mount::mountPoint)
                .findFirst();
    }

    /** -1 if it is disabled or there is no such file. */
    private static int configuredMode(HostReader host) throws IOException {
        SysFolder folder = host.folder(host.paths().inRootfs("/etc/selinux"));
        KernelText text =
                KernelText.of(folder.path("config"), folder.read("config").textOr(""));
        while (text.nextLine()) {
            switch (text.line().strip()) {
                case "SELINUX=enforcing":
                    return 1;
                case "SELINUX=permissive":
                    return 0;
                default:
            }
        }
        return -1;
    }
}
