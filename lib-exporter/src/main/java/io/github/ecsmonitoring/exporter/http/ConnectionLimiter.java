package io.github.ecsmonitoring.exporter.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.ecsmonitoring.exporter.http.ConnectionState.Phase;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * Limits the connections of a server. When a new one arrives at the limit, the connection that has been idle the
 * longest is evicted; if none is idle, the one that has stalled the longest.
 */
final class ConnectionLimiter {
    /** Not shorter, since honest clients stall for some time too on a busy machine. */
    private static final long STALL_NANOS = SECONDS.toNanos(1) / 2;

    private static final long STALLED_RESPONSE_NANOS = SECONDS.toNanos(1);
    /** The acceptor waits so long for a connection to end, and accepts no other one meanwhile. */
    private static final long WAIT_NANOS = SECONDS.toNanos(5);

    private static final int CHECK_MILLIS = 10;

    private final ConnectionLimits limits;
    private final Set<ConnectionState> open = new HashSet<>();
    private boolean stopping;

    ConnectionLimiter(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Waits until a new connection is within the limit; returns null if that takes too long or the server stops. */
    synchronized ConnectionState admit(Socket socket) {
        ConnectionState state = new ConnectionState(socket, limits, this);
        long end = System.nanoTime() + WAIT_NANOS;
        while (open.size() >= limits.connections() && !stopping) {
            evictOne();
            if (System.nanoTime() - end >= 0 || !sleep(CHECK_MILLIS)) {
                return null;
            }
        }
        if (stopping) {
            return null;
        }
        open.add(state);
        return state;
    }

    /** The connection's thread has ended. */
    synchronized void remove(ConnectionState state) {
        open.remove(state);
        notifyAll();
    }

    private void evictOne() {
        long now = System.nanoTime();
        for (ConnectionState each : open) {
            if (each.isCutOff() && now - each.since() < STALL_NANOS) {
                return; // about to end
            }
        }
        ConnectionState idle = longest(0, Phase.IDLE, Phase.IDLE);
        if (idle != null) {
            idle.cutOff("evicted: idle while the server is at its limit of connections");
        } else {
            evict(longest(STALL_NANOS, Phase.CONNECTING, Phase.RESPONSE));
        }
    }

    /** Evicts the client that has read nothing of its response for the longest time; no-op if all are reading. */
    synchronized void evictStalledReader() {
        evict(longest(STALLED_RESPONSE_NANOS, Phase.RESPONSE, Phase.RESPONSE));
    }

    private static void evict(ConnectionState stalled) {
        if (stalled != null) {
            stalled.cutOff("evicted: stalled while the server is at its limit");
        }
    }

    /**
     * The connection that has been in one of the phases from {@code first} to {@code last}, except
     * {@link Phase#HANDLING}, the longest, and at least {@code atLeast} nanoseconds; or null.
     */
    private ConnectionState longest(long atLeast, Phase first, Phase last) {
        long now = System.nanoTime();
        long longest = atLeast;
        ConnectionState found = null;
        for (ConnectionState each : open) {
            Phase phase = each.phase();
            boolean candidate = phase.compareTo(first) >= 0 && phase.compareTo(last) <= 0 && phase != Phase.HANDLING;
            if (candidate && now - each.since() >= longest && !each.isCutOff()) {
                longest = now - each.since();
                found = each;
            }
        }
        return found;
    }

    /** Cuts off the connections whose deadline has passed. */
    synchronized void cutOffOverdue() {
        long now = System.nanoTime();
        for (ConnectionState each : open) {
            each.cutOffIfOverdue(now);
        }
    }

    /**
     * Admits no more connections, closes idle ones, waits for the others, and cuts off those left after
     * {@code seconds}.
     */
    synchronized void stop(int seconds) {
        stopping = true;
        for (ConnectionState each : open) {
            each.stop();
        }
        long end = System.nanoTime() + SECONDS.toNanos(seconds);
        for (long left = end - System.nanoTime(); left > 0 && !open.isEmpty() && sleep(left / 1_000_000 + 1); ) {
            left = end - System.nanoTime();
        }
        for (ConnectionState each : open) {
            each.cutOff("cut off: the server is stopping");
        }
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    private boolean sleep(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
