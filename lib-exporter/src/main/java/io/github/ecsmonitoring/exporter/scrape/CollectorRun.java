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

    private static final String TOO_LARGE = "its samples exceed the memory for pages, a part of the Java heap";

    private final Host host;
    private final List<NamedCollector> collectors;
    private final MetricSink out;
    private final Log log;
    private State state = State.RUNNING;
    private int finished;
    private long begin;
    private boolean begun;
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
        out.endGroup();
        for (int i = finished; i < collectors.size(); i++) {
            NamedCollector late = collectors.get(i);
            boolean entered = i == finished && begun;
            if (entered && hangs) {
                hung = late;
                if (late.hanging().add(begin)) {
                    log.error("collector is late", "name", late.name());
                }
            }
            emit(late.name(), entered ? System.nanoTime() - begin : 0, false);
        }
        out.seal();
        return true;
    }

    /** If the run is abandoned between two collectors, the second one counts as entered when the first one was. */
    private synchronized boolean begin() {
        if (isRunning()) {
            begin = System.nanoTime();
            begun = true;
            out.beginGroup();
        }
        return isRunning();
    }

    private boolean run(NamedCollector each, HostReader reader) {
        if (each.hanging().isStuck()) {
            log.debug("collector still hangs since an earlier scrape", "name", each.name());
            return false;
        }
        try {
            long before = out.bytes();
            each.collector().collect(reader, out);
            Optional<IOException> omission = reader.takeOmission();
            if (omission.isPresent() && out.bytes() == before) {
                throw omission.get();
            }
            omission.ifPresent(e -> log.debug("collector left out a part", "name", each.name(), "err", text(e)));
            return true;
        } catch (NoDataException e) {
            log.debug("collector returned no data", "name", each.name(), "err", e.getMessage());
        } catch (MetricSink.SealedException tooLate) {
            log.debug("collector ended after the scrape", "name", each.name());
        } catch (MetricSink.TooLargeException e) {
            // logged when its samples are dropped, since a collector may have caught this
        } catch (OutOfMemoryError e) {
            drop();
            reader.discard();
            log.error("collector left out", "name", each.name(), "err", e);
        } catch (IOException | RuntimeException | Error e) {
            log.error("collector failed", "name", each.name(), "err", text(e));
        }
        return false;
    }

    private synchronized void drop() {
        if (isRunning()) {
            out.dropGroup();
        }
    }

    private synchronized boolean finish(NamedCollector each, boolean success) {
        if (isRunning()) {
            boolean fits = out.endGroup();
            if (!fits) {
                log.error("collector left out", "name", each.name(), "err", TOO_LARGE);
            }
            emit(each.name(), System.nanoTime() - begin, success && fits);
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
