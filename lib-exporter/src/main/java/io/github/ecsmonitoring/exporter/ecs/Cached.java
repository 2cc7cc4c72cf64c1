package io.github.ecsmonitoring.exporter.ecs;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * An answer, or the failure to get one, that serves everyone who asks within a second: scrapes at the same time cost
 * one request, and an endpoint that throttles is not asked more often for it.
 */
final class Cached<T> {
    private static final long LIFETIME = Duration.ofSeconds(1).toNanos();

    @FunctionalInterface
    interface Source<T> {
        T read(Deadline deadline) throws IOException;
    }

    private final Source<T> source;
    private final LongSupplier nanoTime;
    private T answer;
    private IOException failure;
    private long since;

    Cached(Source<T> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** {@code deadline}: of the request, if there must be one. */
    synchronized T get(Deadline deadline) throws IOException {
        if (answer == null && failure == null || nanoTime.getAsLong() - since >= LIFETIME) {
            refresh(deadline);
        }
        if (failure != null) {
            // Not the same one for all: it belongs to another thread's stack.
            throw new IOException(failure.getMessage(), failure);
        }
        return answer;
    }

    private void refresh(Deadline deadline) {
        answer = null;
        failure = null;
        try {
            answer = source.read(deadline);
        } catch (IOException e) {
            failure = e;
        }
        since = nanoTime.getAsLong();
    }
}
