package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.collector.filesystem.Mount;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysValue;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
    private volatile Optional<Path> mounted;

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        if (mounted == null) {
            mounted = findMount(host);
        }
        Optional<Path> selinux = mounted;
        out.gauge("node_selinux_enabled", "SELinux is enabled, 1 is true, 0 is false", selinux.isPresent() ? 1 : 0);
        if (selinux.isPresent()) {
            out.gauge("node_selinux_config_mode", "Configured SELinux enforcement mode", configuredMode(host));
            SysValue mode = host.folder(selinux.get()).read("enforce");
            if (mode.isRead()) {
                out.gauge("node_selinux_current_mode", "Current SELinux enforcement mode", mode.number());
            }
        }
    }

    /** Until a policy is loaded, every process has the label "kernel". */
    private static Optional<Path> findMount(HostReader host) throws IOException {
        String label = host.procFolder("self/attr").read("current").textOr("").replace("\0", "");
        if (label.equals("kernel")) {
            return Optional.empty();
        }
        try {
            return Mount.parse(host.proc("self/mountinfo")).stream()
                    .filter(mount -> mount.type().equals("selinuxfs") && !mount.readOnly())
                    .map(mount -> Path.of(mount.mountPoint()))
                    .findFirst();
        } catch (InvalidPathException e) {
            throw new IOException(host.paths().procfs() + "/self/mountinfo: expected a path: " + e.getMessage());
        }
    }

    /** -1 if it is disabled or there is no such file. */
    private static int configuredMode(HostReader host) throws IOException {
        Path file = host.paths().rootfs().resolve("etc/selinux/config");
        String config = host.folder(file.getParent()).read("config").textOr("");
        KernelText text = KernelText.of(file.toString(), config);
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
