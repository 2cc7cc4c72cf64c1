package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.exposition.Utf8Buffer;
import io.github.ecsmonitoring.exporter.http.BufferPool;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a page in pieces, so that a large page needs no large array. */
final class PageBytes {
    private final BufferPool pool;
    private final List<byte[]> pieces = new ArrayList<>();
    /** The bytes in the last piece; the others are full. */
    private int filled = BufferPool.SIZE;

    PageBytes(BufferPool pool) {
        this.pool = pool;
    }

    void append(Utf8Buffer text) {
        text.readBy((bytes, size) -> append(bytes, 0, size));
    }

    void append(byte[] source, int from, int to) {
        for (int at = from; at < to; ) {
            if (filled == BufferPool.SIZE) {
                pieces.add(pool.take());
                filled = 0;
            }
            int length = Math.min(to - at, BufferPool.SIZE - filled);
            System.arraycopy(source, at, pieces.getLast(), filled, length);
            filled += length;
            at += length;
        }
    }

    int size() {
        return pieces.isEmpty() ? 0 : (pieces.size() - 1) * BufferPool.SIZE + filled;
    }

    /** The memory that it takes. */
    int capacity() {
        return pieces.size() * BufferPool.SIZE;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] piece : pieces) {
            out.write(piece, 0, piece == pieces.getLast() ? filled : BufferPool.SIZE);
        }
    }

    /** Gives the pieces back to the pool. */
    void release() {
        pieces.forEach(pool::giveBack);
        pieces.clear();
        filled = BufferPool.SIZE;
    }
}
