package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.net.Socket;

/**
 * Which thread sends the response to a request, and when it has ended. That may be another thread than the connection's
 * own; the connection is closed then, since its own thread may hang.
 */
final class ResponseCompletion {
    private static final int CHECK_MILLIS = 500;

    private final ConnectionState state;
    private final Socket socket;
    private final Thread reader = Thread.currentThread();
    /** Null until the response begins. */
    private Thread writer;

    private boolean ended;
    private boolean persists;

    /** {@code persists}: whether the client wants the connection to persist. */
    ResponseCompletion(ConnectionState state, Socket socket, boolean persists) {
        this.state = state;
        this.socket = socket;
        this.persists = persists;
    }

    /**
     * Begins the response in the current thread; returns whether another request may follow it.
     *
     * @throws IllegalStateException if a response has begun already
     */
    synchronized boolean begin() {
        if (writer != null) {
            throw new IllegalStateException("a response to this request has begun already");
        }
        writer = Thread.currentThread();
        persists &= writer == reader && !state.isLast();
        return persists;
    }

    synchronized boolean isBegun() {
        return writer != null;
    }

    /** {@code complete}: all of the response was sent. */
    void end(boolean complete) {
        synchronized (this) {
            ended = true;
            persists &= complete;
            notifyAll();
        }
        if (Thread.currentThread() != reader) {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                // the connection is over either way
            }
        }
    }

    /**
     * Called by the connection's own thread: waits until a response that another thread sends has ended. Returns
     * whether another request may follow.
     */
    synchronized boolean await() {
        try {
            while (!ended && writer != reader && !state.isCutOff()) {
                wait(CHECK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ended && persists;
    }
}
