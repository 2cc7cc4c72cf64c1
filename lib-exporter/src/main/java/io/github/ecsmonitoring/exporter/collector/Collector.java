package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import java.io.IOException;

/**
 * One source of metrics inside the exporter. {@link CollectorSet} calls it at each scrape, measures it, and turns an
 * exception into {@code node_scrape_collector_success 0}; what was sent before the exception stays on the page. It may
 * be called by several scrapes at a time.
 */
@FunctionalInterface
public interface Collector {
    /**
     * Reads the source and sends its samples. A value that could not be read is left out, never 0.
     *
     * @throws NoDataException if this machine does not have the source
     * @throws IOException if the source can't be read or is not what it should be
     */
    void collect(MetricSink out) throws IOException;
}
