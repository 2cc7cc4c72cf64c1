package io.github.ecsmonitoring.exporter.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.Socket;

/**
 * The phase that a connection is in, since when, and its deadline. Guarded by one lock that all connections of a server
 * share, so that {@link ConnectionLimiter} compares and evicts them in one step.
 */
final class ConnectionState {
    /** In the order of a connection's life; the last four repeat for each request. */
    enum Phase {
        /** Nothing has arrived yet but TLS handshake messages. */
        CONNECTING,
        REQUEST,
        /** The request has been read, and the response has not begun: never evicted. */
        HANDLING,
        RESPONSE,
        IDLE
    }

    private static final int REJECTION_SECONDS = 1;

    private final Socket socket;
    private final ConnectionLimits limits;
    private final Object lock;
    private Phase phase = Phase.CONNECTING;
    private long since = System.nanoTime();
    private long deadline;
    private boolean last;
    private String cutOff;

    ConnectionState(Socket socket, ConnectionLimits limits, Object lock) {
        this.socket = socket;
        this.limits = limits;
        this.lock = lock;
        this.deadline = since + SECONDS.toNanos(limits.requestSeconds());
    }

    /** The first byte of a request has arrived. The time of the first request began with the connection. */
    void requestBegun() throws IOException {
        synchronized (lock) {
            if (phase == Phase.CONNECTING) {
                phase = Phase.REQUEST;
            } else {
                enter(Phase.REQUEST, limits.requestSeconds());
            }
        }
    }

    void requestRead() throws IOException {
        enter(Phase.HANDLING, limits.responseSeconds());
    }

    /** Keeps the deadline, which counts from the end of the request. */
    void responseBegun() throws IOException {
        synchronized (lock) {
            check();
            phase = Phase.RESPONSE;
            since = System.nanoTime();
        }
    }

    /** The client has read a part of the response. */
    void responseProgressed() {
        synchronized (lock) {
            since = System.nanoTime();
        }
    }

    /** Returns whether another request may follow. */
    boolean responseSent() throws IOException {
        synchronized (lock) {
            enter(Phase.IDLE, limits.idleSeconds());
            return !last;
        }
    }

    /** The request was rejected; the client has a second to read the response. */
    void rejected() throws IOException {
        enter(Phase.REQUEST, REJECTION_SECONDS);
    }

    private void enter(Phase next, int seconds) throws IOException {
        synchronized (lock) {
            check();
            phase = next;
            since = System.nanoTime();
            deadline = since + SECONDS.toNanos(seconds);
        }
    }

    private void check() throws IOException {
        if (cutOff != null) {
            throw new IOException(cutOff);
        }
    }

    /** Whether no other request may follow: the server is stopping, or needs the connection for another client. */
    boolean isLast() {
        synchronized (lock) {
            return last;
        }
    }

    boolean isCutOff() {
        synchronized (lock) {
            return cutOff != null;
        }
    }

    /** The reason for a failed read or write: the server may have closed the socket itself. */
    IOException reason(IOException failed) {
        synchronized (lock) {
            return cutOff == null ? failed : new IOException(cutOff, failed);
        }
    }

    Phase phase() {
        return phase;
    }

    long since() {
        return since;
    }

    /** Whether bytes of the client have arrived that were not read. */
    boolean hasUnread() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** Ends the connection if its deadline has passed. */
    void cutOffIfOverdue(long now) {
        if (now - deadline >= 0) {
            cutOff(
                    switch (phase) {
                        case CONNECTING, REQUEST -> "timed out: the request did not arrive in time";
                        case HANDLING, RESPONSE -> "timed out: the client did not read the response in time";
                        case IDLE -> "closed: no request within the idle time";
                    });
        }
    }

    void endAfterResponse() {
        last = true;
    }

    /** Ends the connection now if it is idle, else after the response to the current request. */
    void stop() {
        endAfterResponse();
        if (phase == Phase.IDLE || phase == Phase.CONNECTING) {
            cutOff("closed: the server is stopping");
        }
    }

    /** Closes the socket, so that a thread that reads or writes it fails at once. */
    void cutOff(String why) {
        if (cutOff == null) {
            cutOff = why;
            since = System.nanoTime();
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // the connection is over either way
            }
        }
    }
}
