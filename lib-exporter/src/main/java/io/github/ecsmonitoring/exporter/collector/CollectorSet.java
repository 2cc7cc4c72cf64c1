package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;

/**
 * The collectors of this exporter. A scrape runs them one after the other (parallel reads of sysfs trouble kernels of large machines,
 * prometheus/node_exporter#2500), and none of them can spoil the page of the others.
 *
 * <pre>
 * node_scrape_collector_duration_seconds{collector="loadavg"} 4.1e-05
 * node_scrape_collector_success{collector="loadavg"} 1
 * </pre>
 */
public final class CollectorSet implements Collector {
    record Named(String name, Collector collector) {}

    private final List<Named> collectors;
    private final Log log;

    CollectorSet(List<Named> collectors, Log log) {
        this.collectors = List.copyOf(collectors);
        this.log = log;
    }

    /** The names of the collectors that are on, sorted. */
    public List<String> names() {
        return collectors.stream().map(Named::name).sorted().toList();
    }

    @Override
    public void collect(MetricSink out) {
        for (Named each : collectors) {
            long begin = System.nanoTime();
            boolean success = run(each, out);
            out.gauge("node_scrape_collector_duration_seconds", "node_exporter: Duration of a collector scrape.",
                    (System.nanoTime() - begin) / 1e9, "collector", each.name);
            out.gauge("node_scrape_collector_success", "node_exporter: Whether a collector succeeded.",
                    success ? 1 : 0, "collector", each.name);
        }
    }

    private boolean run(Named each, MetricSink out) {
        try {
            each.collector.collect(out);
            return true;
        } catch (NoDataException e) {
            log.debug("collector returned no data", "name", each.name, "err", e.getMessage());
        } catch (IOException | RuntimeException | LinkageError e) {
            log.error("collector failed", "name", each.name, "err", text(e));
        }
        return false;
    }

    /** A parser's error says all; the class of any other is half of what it says. */
    private static String text(Throwable error) {
        return error.getClass() == IOException.class ? error.getMessage() : error.toString();
    }
}
