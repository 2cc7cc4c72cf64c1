package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.ReadScope;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;

/**
 * One scrape's way through the collectors. Another thread may {@linkplain #abandon abandon} it when its time is over:
 * then the page is what was collected until then, and the collectors that had not finished are marked failed. One that
 * hangs is left out of later scrapes until it comes back ({@link Hanging}), so that it costs a few threads, however
 * often the exporter is asked.
 */
public final class CollectorRun {
    private final List<CollectorSet.Named> collectors;
    private final MetricSink out;
    private final Log log;
    private int finished;
    private long begin;
    private boolean abandoned;
    /** The one that hung when the run was abandoned, entered at {@link #begin}. */
    private CollectorSet.Named hung;

    CollectorRun(List<CollectorSet.Named> collectors, MetricSink out, Log log) {
        this.collectors = collectors;
        this.out = out;
        this.log = log;
    }

    /** Runs the collectors; false if the run was abandoned meanwhile, so that someone else has answered. */
    public boolean collect() {
        try (ReadScope scope = ReadScope.open()) {
            for (CollectorSet.Named each : collectors) {
                if (!begin()) {
                    return false;
                }
                boolean success = run(each);
                scope.clear();
                if (!finish(each, success)) {
                    return false;
                }
            }
            return close();
        } finally {
            comeBack();
        }
    }

    /** Ends the run as it is; false if it has ended by itself. */
    public boolean abandon() {
        return end(true);
    }

    /** As {@link #abandon}, by the run's own thread, which has come back with an error: no collector hangs. */
    public boolean fail() {
        return end(false);
    }

    private synchronized boolean end(boolean hangs) {
        if (abandoned || finished > collectors.size()) {
            return false;
        }
        abandoned = true;
        for (int i = finished; i < collectors.size(); i++) {
            CollectorSet.Named late = collectors.get(i);
            if (i == finished && hangs) {
                hung = late;
                if (late.hanging().add(begin)) {
                    log.error("collector is late", "name", late.name());
                }
            }
            emit(late.name(), i == finished ? System.nanoTime() - begin : 0, false);
        }
        out.seal();
        return true;
    }

    /**
     * Also when it is abandoned between two collectors: then the next one counts as entered when the one before was.
     */
    private synchronized boolean begin() {
        if (!abandoned) {
            begin = System.nanoTime();
        }
        return !abandoned;
    }

    private synchronized void comeBack() {
        if (hung != null && hung.hanging().remove(begin)) {
            log.info("collector has come back", "name", hung.name());
        }
    }

    private boolean run(CollectorSet.Named each) {
        if (each.hanging().isStuck()) {
            log.debug("collector still hangs since an earlier scrape", "name", each.name());
            return false;
        }
        try {
            each.collector().collect(out);
            return true;
        } catch (NoDataException e) {
            log.debug("collector returned no data", "name", each.name(), "err", e.getMessage());
        } catch (MetricSink.SealedException tooLate) {
            log.debug("collector ended after the scrape", "name", each.name());
        } catch (IOException | RuntimeException | Error e) {
            log.error("collector failed", "name", each.name(), "err", text(e));
        }
        return false;
    }

    private synchronized boolean finish(CollectorSet.Named each, boolean success) {
        if (!abandoned) {
            emit(each.name(), System.nanoTime() - begin, success);
            finished++;
        }
        return !abandoned;
    }

    /** One more than all: from here on there is nothing to abandon. */
    private synchronized boolean close() {
        if (!abandoned) {
            finished = collectors.size() + 1;
        }
        return !abandoned;
    }

    private void emit(String name, long nanoseconds, boolean success) {
        out.gauge(
                "node_scrape_collector_duration_seconds",
                "node_exporter: Duration of a collector scrape.",
                nanoseconds / 1e9,
                "collector",
                name);
        out.gauge(
                "node_scrape_collector_success",
                "node_exporter: Whether a collector succeeded.",
                success ? 1 : 0,
                "collector",
                name);
    }

    /** A parser's error says all; the class of any other is half of what it says. */
    private static String text(Throwable error) {
        return error.getClass() == IOException.class ? error.getMessage() : error.toString();
    }
}
