package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether SELinux is on, and whether it forbids (1) or only reports (0), now and after the next start. It is on where
 * its file system is mounted for writing, which it is not in containers.
 *
 * <pre>
 * node_selinux_enabled 1
 * node_selinux_current_mode 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/selinux.8.html">selinux(8)</a>
 */
final class SelinuxCollector implements Collector {
    private static final SysFolder ROOT = new SysFolder(Path.of("/"));

    private final HostPaths paths;
    /**
     * Where it is mounted, if it is; null as long as nobody has looked: it is on or off from the machine's start, as in
     * node_exporter.
     */
    private volatile Optional<String> mounted;

    SelinuxCollector(HostPaths paths, Log log) {
        this.paths = paths;
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        if (mounted == null) {
            mounted = findMount();
        }
        Optional<String> selinux = mounted;
        out.gauge("node_selinux_enabled", "SELinux is enabled, 1 is true, 0 is false", selinux.isPresent() ? 1 : 0);
        if (selinux.isPresent()) {
            out.gauge("node_selinux_config_mode", "Configured SELinux enforcement mode", configuredMode());
            OptionalDouble mode = ROOT.findNumber(selinux.get() + "/enforce");
            mode.ifPresent(value -> out.gauge("node_selinux_current_mode", "Current SELinux enforcement mode", value));
        }
    }

    /** Until a policy is loaded, everything has the label "kernel". */
    private Optional<String> findMount() throws IOException {
        String label = new SysFolder(paths.procfs())
                .find("self/attr/current")
                .orElse("")
                .replace("\0", "");
        if (label.equals("kernel")) {
            return Optional.empty();
        }
        return Mount.parse(paths.readProc("self/mountinfo")).stream()
                .filter(mount -> mount.type().equals("selinuxfs") && !mount.readOnly())
                .map(Mount::mountPoint)
                .findFirst();
    }

    /** -1 for disabled, which a file that is not there means as well. */
    private int configuredMode() throws IOException {
        Path file = paths.rootfs().resolve("etc/selinux/config");
        Optional<String> config = new SysFolder(file.getParent()).find("config");
        KernelText text = KernelText.of(file.toString(), config.orElse(""));
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
