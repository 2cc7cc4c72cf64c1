package io.github.ecsmonitoring.exporter.metrics;

import java.util.ArrayDeque;
import java.util.Deque;

/** The pieces of pages; some are kept, so that usual pages allocate none. */
final class PiecePool {
    static final int SIZE = 64 * 1024;
    private static final int MOST_KEPT = 8;

    private final Deque<byte[]> kept = new ArrayDeque<>();

    synchronized byte[] take() {
        byte[] piece = kept.poll();
        return piece == null ? new byte[SIZE] : piece;
    }

    synchronized void giveBack(byte[] piece) {
        if (kept.size() < MOST_KEPT) {
            kept.push(piece);
        }
    }
}
