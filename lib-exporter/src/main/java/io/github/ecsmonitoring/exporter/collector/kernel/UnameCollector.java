package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.io.KernelCalls;
import io.github.ecsmonitoring.exporter.scrape.Collector;
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
public final class UnameCollector implements Collector {

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        KernelCalls.Uname uname = host.calls().uname();
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
