package io.github.ecsmonitoring.exporter.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads what a client sends, through one buffer that grows up to the largest allowed head of a request. Pipelined
 * requests wait in it.
 */
final class RequestReader {
    /** A request of Prometheus has 200. */
    private static final int USUAL_BYTES = 1024;

    private final InputStream in;
    private byte[] buffer = new byte[USUAL_BYTES];
    private int from;
    private int to;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** Whether unread bytes are buffered. */
    boolean hasMore() {
        return from < to;
    }

    /** Waits for bytes; returns false at the end of the connection. */
    boolean await() throws IOException {
        return hasMore() || fill();
    }

    /** Reads request line and headers. */
    RequestHead head() throws IOException, BadRequestException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int begin = 0;
        int line = 0;
        for (int i = 0; ; i++) {
            if (i == to) {
                fillForHead();
            }
            check(i);
            if (buffer[i] == '\n') {
                boolean empty = i == line || i == line + 1 && buffer[line] == '\r';
                if (empty && line > 0) {
                    from = i + 1;
                    return RequestParser.parse(buffer, begin);
                }
                line = i + 1;
                // One empty line may precede the request line.
                begin = empty ? line : begin;
            }
        }
    }

    private void fillForHead() throws IOException, BadRequestException {
        if (to == ConnectionLimits.HEAD_BYTES) {
            throw new BadRequestException(431, "request line and headers must have at most " + to + " bytes");
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * to, ConnectionLimits.HEAD_BYTES));
        }
        expect(fill());
    }

    /** CR may stand only before LF, and other control characters nowhere. */
    private void check(int i) throws BadRequestException {
        boolean afterReturn = i > 0 && buffer[i - 1] == '\r';
        if (buffer[i] != '\n' && (afterReturn || buffer[i] != '\r' && HttpGrammar.isControl(buffer[i] & 0xff))) {
            throw new BadRequestException("lines must end with CR LF and have no other control characters");
        }
    }

    /** Reads a byte of the body. */
    int next() throws IOException {
        expect(await());
        return buffer[from++] & 0xff;
    }

    /** Skips bytes of the body. */
    void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            expect(await());
            int step = (int) Math.min(left, to - from);
            from += step;
            left -= step;
        }
    }

    /** Skips up to {@code bytes}, or until the client ends the connection. */
    void skipUntilEnd(long bytes) throws IOException {
        for (long left = bytes; left > 0 && await(); from = to) {
            left -= to - from;
        }
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        }
        int count = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, count);
        return count > 0;
    }

    private static void expect(boolean more) throws EOFException {
        if (!more) {
            throw new EOFException("connection ended within a request");
        }
    }
}
