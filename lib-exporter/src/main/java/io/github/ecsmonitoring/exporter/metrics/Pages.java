package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.collector.Collector;
import io.github.ecsmonitoring.exporter.collector.CollectorSet;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.host.ReadScope;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a page consists of, and the buffers that pages are written into; these are kept, so that a page costs no
 * garbage.
 */
final class Pages {
    private static final int LARGEST_KEPT = 512 * 1024;
    private static final int MOST_KEPT = 4;

    private final CollectorSet collectors;
    private final List<Collector> always;
    private final HandlerMetrics metrics;
    private final Log log;
    private final Deque<MetricSink> sinks = new ConcurrentLinkedDeque<>();
    private final Deque<Utf8Buffer> texts = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Gzip> spareGzip = new AtomicReference<>();

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
    Scrape scrape(CollectorSet wanted, Set<String> names, PageMemory.Share share) {
        MetricSink sink = sinks.poll();
        if (sink == null) {
            sink = new MetricSink();
        }
        sink.clear();
        collectOwn(sink);
        return new Scrape(sink, wanted.run(sink), names, share, metrics, log);
    }

    private void collectOwn(MetricSink sink) {
        try (ReadScope scope = ReadScope.open()) {
            for (Collector each : always) {
                try {
                    each.collect(sink);
                } catch (IOException | RuntimeException e) {
                    log.debug("the exporter's own metrics are incomplete", "err", e);
                }
                scope.clear();
            }
        }
    }

    /** The page of a scrape that has ended. Its samples make room for another's, before the client begins to read. */
    Utf8Buffer write(Scrape scrape) {
        Utf8Buffer text = emptyText();
        scrape.write(text);
        // A late collector may still hold what it was given: that is left to it.
        if (!scrape.isAbandoned() && text.size() <= LARGEST_KEPT && sinks.size() < MOST_KEPT) {
            sinks.push(scrape.sink());
        }
        return text;
    }

    /** The page compressed, in place of its text. */
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

    /** The page was sent. Large and spare ones are not kept. */
    void giveBack(Utf8Buffer text) {
        if (text.size() <= LARGEST_KEPT && texts.size() < MOST_KEPT) {
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
