package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.scrape.CollectorRun;
import java.util.Set;

/** One scrape, collected in the thread of its request and written by that thread or, if it is late, by another one. */
final class PageScrape {
    private final MetricSink sink;
    private final CollectorRun run;
    private final Set<String> names;
    private final ScrapeBudget.Permit permit;
    private volatile boolean abandoned;

    PageScrape(MetricSink sink, CollectorRun run, Set<String> names, ScrapeBudget.Permit permit) {
        this.sink = sink;
        this.run = run;
        this.names = names;
        this.permit = permit;
    }

    /** Collects; returns false if another thread has taken over the response. */
    boolean run() {
        return run.collect();
    }

    /** Takes over the response from the thread that collects; returns false if the collection has ended. */
    boolean abandon() {
        return ended(run.abandon());
    }

    /** Like {@link #abandon}, called by the collecting thread after a failure outside the collectors. */
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

    ScrapeBudget.Permit permit() {
        return permit;
    }

    MetricSink sink() {
        return sink;
    }

    /** The metric families to write; empty for all. */
    Set<String> names() {
        return names;
    }
}
