package io.github.ecsmonitoring.exporter.ecs;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A response or failure that is cached for a second, so that concurrent scrapes share one request and failures do not
 * increase the request rate towards a throttling endpoint.
 */
final class CachedResponse<T> {
    private static final long LIFETIME = Duration.ofSeconds(1).toNanos();

    @FunctionalInterface
    interface Source<T> {
        T read(RequestDeadline deadline) throws IOException;
    }

    private final Source<T> source;
    private final LongSupplier nanoTime;
    private T response;
    private IOException failure;
    private long since;

    CachedResponse(Source<T> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
    }

    /** The cached response; {@code deadline} applies if a request is necessary. */
    synchronized T get(RequestDeadline deadline) throws IOException {
        if (response == null && failure == null || nanoTime.getAsLong() - since >= LIFETIME) {
            refresh(deadline);
        }
        if (failure != null) {
            // A new exception, since the stack trace of the failure may belong to another thread.
            throw new IOException(failure.getMessage(), failure);
        }
        return response;
    }

    private void refresh(RequestDeadline deadline) {
        response = null;
        failure = null;
        try {
            response = source.read(deadline);
        } catch (IOException e) {
            failure = e;
        }
        since = nanoTime.getAsLong();
    }
}
