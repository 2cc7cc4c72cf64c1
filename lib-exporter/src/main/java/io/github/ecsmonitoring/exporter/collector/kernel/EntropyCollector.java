package io.github.ecsmonitoring.exporter.collector.kernel;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.SysFolder;
import io.github.ecsmonitoring.exporter.scrape.Collector;

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
public final class EntropyCollector implements Collector {
    @Override
    public void collect(HostReader host, MetricSink out) {
        SysFolder random = host.procFolder("sys/kernel/random");
        random.number("entropy_avail")
                .ifPresent(bits -> out.gauge("node_entropy_available_bits", "Bits of available entropy.", bits));
        random.number("poolsize")
                .ifPresent(bits -> out.gauge("node_entropy_pool_size_bits", "Bits of entropy pool.", bits));
    }
}
