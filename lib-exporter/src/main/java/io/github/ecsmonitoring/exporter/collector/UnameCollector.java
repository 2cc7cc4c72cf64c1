package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.Syscalls;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;

/**
 * The kernel's name and version, from uname(2).
 *
 * <pre>
 * node_uname_info{domainname="(none)",machine="aarch64",nodename="ip-10-0-1-7",release="6.1.158",sysname="Linux",version="#1 SMP"} 1
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/uname.2.html">uname(2)</a>
 */
final class UnameCollector implements Collector {

    UnameCollector(HostPaths paths, Log log) {}

    @Override
    public void collect(MetricSink out) throws IOException {
        Syscalls.Uname uname = Syscalls.uname();
        out.gauge(
                "node_uname_info",
                "Labeled system information as provided by the uname system call.",
                1,
                "sysname",
                uname.sysname(),
                "release",
                uname.release(),
                "version",
                uname.version(),
                "machine",
                uname.machine(),
                "nodename",
                uname.nodename(),
                "domainname",
                uname.domainname());
    }
}
