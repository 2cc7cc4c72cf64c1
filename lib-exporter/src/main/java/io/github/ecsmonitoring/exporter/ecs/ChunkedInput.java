package io.github.ecsmonitoring.exporter.ecs;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a response that is sent in chunks.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, Chunked Transfer Coding</a>
 */
final class ChunkedInput extends InputStream {
    private static final int HEXADECIMAL = 16;

    private final String url;
    private final TimedInput in;
    private int left;
    private boolean begun;
    private boolean ended;

    ChunkedInput(String url, TimedInput in) {
        this.url = url;
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !ended) {
            beginChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(target, offset, Math.min(length, left));
        if (count < 0) {
            throw new IOException(url + ": expected " + left + " more bytes of a chunk, got the end");
        }
        left -= count;
        return count;
    }

    private void beginChunk() throws IOException {
        if (begun && !in.readLine().isEmpty()) {
            throw new IOException(url + ": expected the end of a chunk, got more");
        }
        begun = true;
        left = size(in.readLine());
        ended = left == 0;
    }

    /** A size may be followed by a semicolon and extensions. */
    private int size(String line) throws IOException {
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        try {
            int size = Integer.parseInt(digits, HEXADECIMAL);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw new IOException(url + ": expected the size of a chunk, got \"" + line + '"');
    }
}
