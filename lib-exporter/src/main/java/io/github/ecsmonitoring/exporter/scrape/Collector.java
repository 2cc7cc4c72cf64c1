package io.github.ecsmonitoring.exporter.scrape;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.HostReader;
import java.io.IOException;

/**
 * One source of metrics inside the exporter. A {@link CollectorRun} calls it at each scrape, measures it, and turns an
 * exception into {@code node_scrape_collector_success 0}; what was sent before the exception stays on the page. A
 * device, file or line that cannot be read is left out ({@link HostReader#attempt}) and is no failure, unless the
 * collector then exposes nothing. Several scrapes may call it at the same time.
 */
@FunctionalInterface
public interface Collector {
    /**
     * Reads the source and sends its samples. A value that cannot be read is absent, never 0.
     *
     * @param host reads the machine's files; its texts are valid until this method returns
     * @throws NoDataException if this machine does not have the source
     * @throws IOException if the source cannot be read or has another format
     */
    void collect(HostReader host, MetricSink out) throws IOException;
}
