package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;

/** Collects, writes and compresses pages into buffers that are reused, so that a page allocates none. */
final class PageRenderer {
    private static final int MAX_KEPT_BYTES = 512 * 1024;
    private static final int MAX_KEPT = 4;

    private final CollectorSet collectors;
    private final List<Collector> always;
    private final HandlerMetrics metrics;
    private final Log log;
    private final Deque<MetricSink> sinks = new ConcurrentLinkedDeque<>();
    private final Deque<Utf8Buffer> texts = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Gzip> spareGzip = new AtomicReference<>();

    /** {@code always} is on each page, whichever collectors are requested. */
    PageRenderer(CollectorSet collectors, List<Collector> always, HandlerMetrics metrics, Log log) {
        this.collectors = collectors;
        this.always = List.copyOf(always);
        this.metrics = metrics;
        this.log = log;
    }

    CollectorSet collectors() {
        return collectors;
    }

    /** A scrape of the wanted collectors; with {@code names}, only these metric families are written. */
    PageScrape scrape(CollectorSet wanted, Set<String> names, ScrapeBudget.Permit permit) {
        MetricSink sink = sinks.poll();
        if (sink == null) {
            sink = new MetricSink();
        }
        sink.clear();
        collectors.collectUnnamed(always, sink);
        return new PageScrape(sink, wanted.run(sink), names, permit);
    }

    /** Writes the page of a scrape that has ended, and releases its samples. */
    Utf8Buffer write(PageScrape scrape) {
        Utf8Buffer text = emptyText();
        TextFormat.write(scrape.sink(), scrape.names(), text);
        logFaults(scrape.sink().faults());
        // A late collector may still write into the sink of an abandoned scrape.
        if (!scrape.isAbandoned() && text.size() <= MAX_KEPT_BYTES && sinks.size() < MAX_KEPT) {
            sinks.push(scrape.sink());
        }
        return text;
    }

    private void logFaults(List<String> faults) {
        if (!faults.isEmpty()) {
            metrics.gatheringFailed();
            log.error("error gathering metrics", "count", faults.size(), "first", faults.getFirst());
        }
    }

    /** Compresses a page, and releases its text. */
    Utf8Buffer compress(Utf8Buffer text) {
        Utf8Buffer compressed = emptyText();
        Gzip kept = spareGzip.getAndSet(null);
        Gzip gzip = kept == null ? new Gzip() : kept;
        gzip.compress(text, compressed);
        if (!spareGzip.compareAndSet(null, gzip)) {
            gzip.end();
        }
        giveBack(text);
        return compressed;
    }

    /** Releases a page that was sent; large buffers and surplus ones are not kept. */
    void giveBack(Utf8Buffer text) {
        if (text.size() <= MAX_KEPT_BYTES && texts.size() < MAX_KEPT) {
            texts.push(text);
        }
    }

    private Utf8Buffer emptyText() {
        Utf8Buffer text = texts.poll();
        if (text == null) {
            text = new Utf8Buffer();
        }
        text.clear();
        return text;
    }
}
