package io.github.ecsmonitoring.exporter.scrape;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One scrape of a list of collectors. Another thread may {@linkplain #abandon abandon} it when its time is over: then
 * the page is what was collected until then, and the collectors that had not finished are marked failed. A collector
 * that hangs is skipped by later scrapes until it returns ({@link HangingScrapes}), so that it blocks a few threads at
 * most.
 */
public final class CollectorRun {
    private enum State {
        RUNNING,
        /** All collectors have finished. */
        COMPLETE,
        /** Answered without the collectors that had not finished. */
        ABANDONED
    }

    private final Host host;
    private final List<NamedCollector> collectors;
    private final MetricSink out;
    private final Log log;
    private State state = State.RUNNING;
    private int finished;
    private long begin;
    /** The collector that hung when the run was abandoned, entered at {@link #begin}. */
    private NamedCollector hung;

    CollectorRun(Host host, List<NamedCollector> collectors, MetricSink out, Log log) {
        this.host = host;
        this.collectors = collectors;
        this.out = out;
        this.log = log;
    }

    /**
     * Runs the collectors; false if the run was abandoned meanwhile, so that its page is answered by another thread.
     */
    public boolean collect() {
        try (HostReader reader = host.open()) {
            for (NamedCollector each : collectors) {
                if (!begin()) {
                    return false;
                }
                boolean success = run(each, reader);
                reader.releaseTexts();
                reader.takeOmission();
                if (!finish(each, success)) {
                    return false;
                }
            }
            return complete();
        } finally {
            leaveHung();
        }
    }

    /** Ends the run as it is; false if it is complete. */
    public boolean abandon() {
        return end(true);
    }

    /** As {@link #abandon}, by the run's own thread after an error outside of the collectors: none of them hangs. */
    public boolean fail() {
        return end(false);
    }

    private synchronized boolean end(boolean hangs) {
        if (state != State.RUNNING) {
            return false;
        }
        state = State.ABANDONED;
        for (int i = finished; i < collectors.size(); i++) {
            NamedCollector late = collectors.get(i);
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

    /** If the run is abandoned between two collectors, the second one counts as entered when the first one was. */
    private synchronized boolean begin() {
        if (isRunning()) {
            begin = System.nanoTime();
        }
        return isRunning();
    }

    private boolean run(NamedCollector each, HostReader reader) {
        if (each.hanging().isStuck()) {
            log.debug("collector still hangs since an earlier scrape", "name", each.name());
            return false;
        }
        try {
            int before = out.sampleCount();
            each.collector().collect(reader, out);
            Optional<IOException> omission = reader.takeOmission();
            if (omission.isPresent() && out.sampleCount() == before) {
                throw omission.get();
            }
            omission.ifPresent(e -> log.debug("collector left out a part", "name", each.name(), "err", text(e)));
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

    private synchronized boolean finish(NamedCollector each, boolean success) {
        if (isRunning()) {
            emit(each.name(), System.nanoTime() - begin, success);
            finished++;
        }
        return isRunning();
    }

    private synchronized boolean complete() {
        if (isRunning()) {
            state = State.COMPLETE;
        }
        return state == State.COMPLETE;
    }

    private boolean isRunning() {
        return state == State.RUNNING;
    }

    private synchronized void leaveHung() {
        if (hung != null && hung.hanging().remove(begin)) {
            log.info("collector has come back", "name", hung.name());
        }
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

    /** The message of a parser's error is complete; that of any other needs its class. */
    private static String text(Throwable error) {
        return error.getClass() == IOException.class ? error.getMessage() : error.toString();
    }
}
