package io.github.ecsmonitoring.exporter.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** The buffers that answers are written through. A few are kept, so that an answer costs no garbage. */
final class Buffers {
    /**
     * Nearly all pages go in one write: each wakes the client, which takes longer than to copy. It is not larger since
     * the JDK copies what is written into a buffer of the thread, and keeps that as long as the connection.
     */
    private static final int SIZE = 64 * 1024;

    private static final int MOST_KEPT = 4;

    private final Deque<byte[]> kept = new ArrayDeque<>();

    synchronized byte[] take() {
        byte[] buffer = kept.poll();
        return buffer == null ? new byte[SIZE] : buffer;
    }

    synchronized void giveBack(byte[] buffer) {
        if (kept.size() < MOST_KEPT) {
            kept.push(buffer);
        }
    }
}
