package io.github.ecsmonitoring.exporter.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** The buffers that responses are written through; a few are kept, so that responses allocate none. */
final class BufferPool {
    /**
     * Large enough to send nearly all pages in one write, since each write wakes the client, which costs more than
     * copying. Not larger, since the JDK copies each write into a buffer of the thread and keeps that as long as the
     * connection.
     */
    private static final int SIZE = 64 * 1024;

    private static final int MAX_KEPT = 4;

    private final Deque<byte[]> kept = new ArrayDeque<>();

    synchronized byte[] take() {
        byte[] buffer = kept.poll();
        return buffer == null ? new byte[SIZE] : buffer;
    }

    synchronized void giveBack(byte[] buffer) {
        if (kept.size() < MAX_KEPT) {
            kept.push(buffer);
        }
    }
}
