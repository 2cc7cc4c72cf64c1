package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.collector.CollectorRun;
import io.github.ecsmonitoring.exporter.exposition.TextFormat;
import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.log.Log;
import java.util.List;
import java.util.Set;

/** One scrape: collected in the thread of the request, and written by it or, when it is late, by another. */
final class Scrape {
    private final Pages.Buffers buffers;
    private final CollectorRun run;
    private final Set<String> names;
    private final HandlerMetrics metrics;
    private final Log log;
    private volatile boolean abandoned;

    Scrape(Pages.Buffers buffers, CollectorRun run, Set<String> names, HandlerMetrics metrics, Log log) {
        this.buffers = buffers;
        this.run = run;
        this.names = names;
        this.metrics = metrics;
        this.log = log;
    }

    /** Collects; false if someone else answers by now. */
    boolean run() {
        return run.collect();
    }

    /** Ends the collecting; false if it had ended by itself. */
    boolean abandon() {
        boolean ended = run.abandon();
        if (ended) {
            abandoned = true;
        }
        return ended;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    Pages.Buffers buffers() {
        return buffers;
    }

    /** The text of all that was collected. */
    Utf8Buffer page() {
        TextFormat.write(buffers.sink(), names, buffers.text());
        List<String> faults = buffers.sink().faults();
        if (!faults.isEmpty()) {
            metrics.gatheringFailed();
            log.error("error gathering metrics", "count", faults.size(), "first", faults.getFirst());
        }
        return buffers.text();
    }
}
