package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;

/**
 * The kernel's entropy pool, from {@code /proc/sys/kernel/random}.
 *
 * <pre>
 * node_entropy_available_bits 256
 * node_entropy_pool_size_bits 256
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/random.4.html">random(4)</a>
 */
final class EntropyCollector implements Collector {
    private final SysFolder random;

    EntropyCollector(HostPaths paths, Log log) {
        this.random = new SysFolder(paths.procfs().resolve("sys/kernel/random"));
    }

    @Override
    public void collect(MetricSink out) throws IOException {
        out.gauge("node_entropy_available_bits", "Bits of available entropy.", random.number("entropy_avail"));
        out.gauge("node_entropy_pool_size_bits", "Bits of entropy pool.", random.number("poolsize"));
    }
}
