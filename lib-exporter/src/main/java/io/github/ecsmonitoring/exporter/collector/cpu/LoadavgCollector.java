package io.github.ecsmonitoring.exporter.collector.cpu;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.MetricType;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.host.KernelText;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import java.io.IOException;

/**
 * The load: runnable and uninterruptible tasks, averaged over 1, 5 and 15 minutes, from {@code /proc/loadavg}.
 *
 * <pre>
 * node_load1 0.21
 * </pre>
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_loadavg.5.html">proc_loadavg(5)</a>
 */
public final class LoadavgCollector implements Collector {
    /** NaN stands for a number that cannot be read. */
    record Loadavg(double load1, double load5, double load15) {
        static Loadavg parse(KernelText text) throws IOException {
            text.firstLine();
            return new Loadavg(text.nextDecimalOrNaN(), text.nextDecimalOrNaN(), text.nextDecimalOrNaN());
        }
    }

    @Override
    public void collect(HostReader host, MetricSink out) throws IOException {
        Loadavg load = Loadavg.parse(host.proc("loadavg"));
        out.addIfRead(MetricType.GAUGE, "node_load1", "1m load average.", load.load1);
        out.addIfRead(MetricType.GAUGE, "node_load5", "5m load average.", load.load5);
        out.addIfRead(MetricType.GAUGE, "node_load15", "15m load average.", load.load15);
    }
}
