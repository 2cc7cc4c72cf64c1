package io.github.ecsmonitoring.exporter.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What a client sends, in one buffer that grows until it is as large as line and headers of a request may be. What
 * comes too early waits in it.
 */
final class Input {
    /** Prometheus sends 200. */
    private static final int USUAL_BYTES = 1024;

    private final InputStream in;
    private byte[] buffer = new byte[USUAL_BYTES];
    private int from;
    private int to;

    Input(InputStream in) {
        this.in = in;
    }

    /** Whether something has come already. */
    boolean hasMore() {
        return from < to;
    }

    /** Waits until something has come; false if the client has ended the connection. */
    boolean await() throws IOException {
        return hasMore() || fill();
    }

    /** Line and headers of a request. */
    Request head() throws IOException, BadRequest {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int line = 0;
        for (int i = 0; ; i++) {
            if (i == to) {
                fillForHead();
            }
            check(i);
            if (buffer[i] == '\n') {
                // An empty line before the first one is not the last one.
                if (i - line == 1 && line > 2) {
                    from = i + 1;
                    return RequestParser.parse(buffer, buffer[0] == '\r' ? 2 : 0);
                }
                line = i + 1;
            }
        }
    }

    private void fillForHead() throws IOException, BadRequest {
        if (to == Limits.HEAD_BYTES) {
            throw new BadRequest(431, "line and headers have more than " + to + " bytes");
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * to, Limits.HEAD_BYTES));
        }
        expect(fill());
    }

    /**
     * CR and LF stand together and at the end of a line only: no proxy on the way may have seen another end than we.
     */
    private void check(int i) throws BadRequest {
        boolean afterReturn = i > 0 && buffer[i - 1] == '\r';
        if (afterReturn != (buffer[i] == '\n')
                || buffer[i] != '\n' && buffer[i] != '\r' && Grammar.isControl(buffer[i] & 0xff)) {
            throw new BadRequest("lines must end with CR and LF and have no other control characters");
        }
    }

    /** The next byte of the body. */
    int next() throws IOException {
        expect(await());
        return buffer[from++] & 0xff;
    }

    /** Passes over so many bytes of the body. */
    void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            expect(await());
            int step = (int) Math.min(left, to - from);
            from += step;
            left -= step;
        }
    }

    /** Passes over what still comes, until the client ends the connection or has sent so many bytes. */
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
            throw new EOFException("the connection ended within a request");
        }
    }
}
