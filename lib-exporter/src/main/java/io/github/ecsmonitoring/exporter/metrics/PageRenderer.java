package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.http.BufferPool;
import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.scrape.Collector;
import io.github.ecsmonitoring.exporter.scrape.CollectorSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Collects, writes and compresses pages into memory that is reused, so that a page of usual size allocates none. A
 * large page is compressed part by part.
 */
final class PageRenderer {
    private static final int PART_BYTES = 64 * 1024;
    /** Samples and the page that they make. */
    private static final int MAX_KEPT_BYTES = 1024 * 1024;

    private static final int MAX_KEPT = 2;
    private static final int MAX_PIECES = 8;

    private final CollectorSet collectors;
    private final List<Collector> always;
    private final HandlerMetrics metrics;
    private final Log log;
    private final Deque<MetricSink> sinks = new ConcurrentLinkedDeque<>();
    private final Deque<Utf8Buffer> texts = new ConcurrentLinkedDeque<>();
    private final BufferPool pieces = new BufferPool(MAX_PIECES);
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
        sink.limit(permit, permit.bytes());
        collectors.collectUnnamed(always, sink);
        return new PageScrape(sink, wanted.run(sink), names, permit);
    }

    /** Writes the page of a scrape that has ended, and releases its samples. */
    PageBytes write(PageScrape scrape, boolean compressed) {
        PageBytes page = new PageBytes(pieces);
        Utf8Buffer text = takeText();
        if (compressed) {
            writeCompressed(scrape, text, page);
        } else {
            TextFormat.write(scrape.sink(), scrape.names(), text, PART_BYTES, page::append);
        }
        giveBack(text);
        logFaults(scrape.sink().faults());
        // A late collector may still write into the sink of an abandoned scrape.
        if (!scrape.isAbandoned() && scrape.sink().bytes() <= MAX_KEPT_BYTES && sinks.size() < MAX_KEPT) {
            sinks.push(scrape.sink());
        }
        return page;
    }

    private void writeCompressed(PageScrape scrape, Utf8Buffer text, PageBytes page) {
        Gzip kept = spareGzip.getAndSet(null);
        Gzip gzip = kept == null ? new Gzip() : kept;
        gzip.begin(page);
        TextFormat.write(scrape.sink(), scrape.names(), text, PART_BYTES, part -> gzip.append(part, page));
        gzip.finish(page);
        if (!spareGzip.compareAndSet(null, gzip)) {
            gzip.end();
        }
    }

    private void logFaults(List<String> faults) {
        if (!faults.isEmpty()) {
            metrics.gatheringFailed();
            log.error("error gathering metrics", "count", faults.size(), "first", faults.getFirst());
        }
    }

    private Utf8Buffer takeText() {
        Utf8Buffer text = texts.poll();
        return text == null ? new Utf8Buffer() : text;
    }

    private void giveBack(Utf8Buffer text) {
        if (texts.size() < MAX_KEPT) {
            texts.push(text);
        }
    }
}
