package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.collector.CollectorRun;
import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.log.Log;
import java.util.List;
import java.util.Set;

/** One scrape: collected in the thread of the request, and written by it or, when it is late, by another. */
final class Scrape {
    private final MetricSink sink;
    private final CollectorRun run;
    private final Set<String> names;
    private final PageMemory.Share share;
    private final HandlerMetrics metrics;
    private final Log log;
    private volatile boolean abandoned;

    Scrape(
            MetricSink sink,
            CollectorRun run,
            Set<String> names,
            PageMemory.Share share,
            HandlerMetrics metrics,
            Log log) {
        this.sink = sink;
        this.run = run;
        this.names = names;
        this.share = share;
        this.metrics = metrics;
        this.log = log;
    }

    /** Collects; false if someone else answers by now. */
    boolean run() {
        return run.collect();
    }

    /** Ends the collecting; false if it had ended by itself. */
    boolean abandon() {
        return ended(run.abandon());
    }

    /** As {@link #abandon}, in the thread that has collected: something else than a collector has failed. */
    boolean fail() {
        return ended(run.fail());
    }

    private boolean ended(boolean now) {
        if (now) {
            abandoned = true;
        }
        return now;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** What it may take of the memory. */
    PageMemory.Share share() {
        return share;
    }

    MetricSink sink() {
        return sink;
    }

    /** Appends the text of all that was collected. */
    void write(Utf8Buffer out) {
        TextFormat.write(sink, names, out);
        List<String> faults = sink.faults();
        if (!faults.isEmpty()) {
            metrics.gatheringFailed();
            log.error("error gathering metrics", "count", faults.size(), "first", faults.getFirst());
        }
    }
}
