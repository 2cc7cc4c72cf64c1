package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.io.OutputStream;

/** Takes the body of an answer, which has as many bytes as were announced. */
final class AnswerStream extends OutputStream {
    private final Exchange exchange;
    private final Output out;
    private final boolean discards;
    private int left;
    private boolean broken;
    private boolean closed;

    AnswerStream(Exchange exchange, Output out, int length, boolean discards) {
        this.exchange = exchange;
        this.out = out;
        this.left = length;
        this.discards = discards;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > left || closed) {
            throw new IllegalStateException("the body has " + left + " more bytes, got " + length);
        }
        left -= length;
        if (!discards) {
            try {
                out.append(bytes, from, length);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }
    }

    /** A body that is too short can't be mended: the connection is closed. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean whole = false;
        try {
            if (!broken) {
                out.flush();
                whole = left == 0;
            }
        } finally {
            exchange.end(whole);
        }
    }
}
