package io.github.ecsmonitoring.exporter.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.ecsmonitoring.exporter.http.ConnectionState.Phase;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Limits the connections of a server. When a new one arrives at the limit, the connection that has been idle the
 * longest is evicted; if none is idle, the one whose request has been incomplete the longest; if there is none, the one
 * that has read nothing of its response the longest. If all wait for their responses, one ends after its response.
 */
final class ConnectionLimiter {
    /** Short, so that thousands of clients that send half a request do not delay others. */
    private static final long INCOMPLETE_NANOS = SECONDS.toNanos(1) / 100;
    /** Not shorter, since honest clients stall for some time too on a busy machine. */
    private static final long STALL_NANOS = SECONDS.toNanos(1) / 2;

    private static final long STALLED_RESPONSE_NANOS = SECONDS.toNanos(1);
    /** The acceptor waits so long for a connection to end, and accepts no other one meanwhile. */
    private static final long WAIT_NANOS = SECONDS.toNanos(5);

    private static final int CHECK_MILLIS = 10;
    private static final String STALLED = "evicted: stalled while the server is at its limit";

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
        while (isFull() && !stopping) {
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

    /**
     * Whether a new connection must wait, after an attempt to evict one. Evicted connections whose threads have yet to
     * notice may exceed the limit by a quarter, since their number is all that the acceptor would wait for in a flood.
     */
    private boolean isFull() {
        if (served() >= limits.connections()) {
            evictOne();
        }
        return served() >= limits.connections() || open.size() >= limits.connections() * 5 / 4;
    }

    private int served() {
        int served = 0;
        for (ConnectionState each : open) {
            served += each.isCutOff() ? 0 : 1;
        }
        return served;
    }

    private void evictOne() {
        boolean evicted = evict(longest(0, Phase.IDLE), "evicted: idle while the server is at its limit of connections")
                || evict(longest(INCOMPLETE_NANOS, Phase.CONNECTING, Phase.REQUEST), STALLED)
                || evict(longest(STALL_NANOS, Phase.RESPONSE), STALLED);
        ConnectionState busy = evicted ? null : longest(0, Phase.HANDLING);
        if (busy != null) {
            busy.endAfterResponse();
        }
    }

    /** Evicts the client that has read nothing of its response for the longest time; no-op if all are reading. */
    synchronized void evictStalledReader() {
        evict(longest(STALLED_RESPONSE_NANOS, Phase.RESPONSE), STALLED);
    }

    private static boolean evict(ConnectionState connection, String why) {
        if (connection != null) {
            connection.cutOff(why);
        }
        return connection != null;
    }

    /**
     * The connection that has been in one of the phases the longest, and at least {@code atLeast} nanoseconds; or null.
     */
    private ConnectionState longest(long atLeast, Phase... phases) {
        long now = System.nanoTime();
        long longest = atLeast;
        ConnectionState found = null;
        for (ConnectionState each : open) {
            boolean ending = each.isCutOff() || each.phase() == Phase.HANDLING && each.isLast();
            if (!ending
                    && List.of(phases).contains(each.phase())
                    && now - each.since() >= longest
                    && !awaitsThread(each, now)) {
                longest = now - each.since();
                found = each;
            }
        }
        return found;
    }

    /** Whether the connection's thread has had no time yet to read what has arrived. */
    private static boolean awaitsThread(ConnectionState each, long now) {
        return now - each.since() < STALL_NANOS && each.hasUnread();
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
