package io.github.ecsmonitoring.exporter.http;

import java.util.ArrayDeque;
import java.util.Deque;

/** Buffers of 64 KiB for responses; a few are kept, so that responses of usual size allocate none. */
public final class BufferPool {
    /**
     * Large enough to send nearly all pages in one write, since each write wakes the client, which costs more than
     * copying. Not larger, since the JDK copies each write into a buffer of the thread and keeps that as long as the
     * connection.
     */
    public static final int SIZE = 64 * 1024;

    private final int mostKept;

    private final Deque<byte[]> kept = new ArrayDeque<>();

    /** A pool that keeps at most so many buffers. */
    public BufferPool(int mostKept) {
        this.mostKept = mostKept;
    }

    /** A buffer of {@link #SIZE} bytes with any content. */
    public synchronized byte[] take() {
        byte[] buffer = kept.poll();
        return buffer == null ? new byte[SIZE] : buffer;
    }

    /** Returns a buffer that is not used any more. */
    public synchronized void giveBack(byte[] buffer) {
        if (kept.size() < mostKept) {
            kept.push(buffer);
        }
    }
}
