package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.collector.Collector;
import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What a page consists of, and the buffers that pages are written into; these are kept, so that a page costs no garbage. */
final class Pages {
    record Buffers(MetricSink sink, Utf8Buffer text) {}

    private static final int LARGEST_KEPT = 1024 * 1024;
    private static final int MOST_KEPT = 4;

    private final CollectorSet collectors;
    private final List<Collector> always;
    private final HandlerMetrics metrics;
    private final Log log;
    private final Deque<Buffers> free = new ConcurrentLinkedDeque<>();

    /** {@code always} is on each page, whatever collectors are asked for. */
    Pages(CollectorSet collectors, List<Collector> always, HandlerMetrics metrics, Log log) {
        this.collectors = collectors;
        this.always = List.copyOf(always);
        this.metrics = metrics;
        this.log = log;
    }

    CollectorSet collectors() {
        return collectors;
    }

    /** A scrape of some of the collectors that shows the named families, or all if none is named. */
    Scrape scrape(CollectorSet wanted, Set<String> names) {
        Buffers buffers = free.poll();
        if (buffers == null) {
            buffers = new Buffers(new MetricSink(), new Utf8Buffer());
        }
        buffers.sink.clear();
        buffers.text.clear();
        for (Collector each : always) {
            try {
                each.collect(buffers.sink);
            } catch (IOException | RuntimeException e) {
                log.debug("the exporter's own metrics are incomplete", "err", e);
            }
        }
        return new Scrape(buffers, wanted.run(buffers.sink), names, metrics, log);
    }

    /** A late collector may still hold the buffers of a scrape that was abandoned: these are left to it. Large and spare ones go too. */
    void giveBack(Scrape scrape) {
        if (!scrape.isAbandoned() && scrape.buffers().text.size() <= LARGEST_KEPT && free.size() < MOST_KEPT) {
            free.push(scrape.buffers());
        }
    }
}
