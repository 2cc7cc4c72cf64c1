package io.github.ecsmonitoring.exporter.ecs;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** What a server sends, within a time and a length: one that sends a byte now and then, or never stops, is given up. */
final class TimedInput extends InputStream {
    /**
     * A task has at most ten containers, and each of them some 10 KB of metadata and statistics. Ten times as much
     * still fits the heap.
     */
    private static final long LONGEST = 1 << 20;

    private static final int LONGEST_LINE = 8 << 10;

    private final String url;
    private final Socket socket;
    private final Deadline deadline;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int to;
    private long received;
    private long left = Long.MAX_VALUE;

    TimedInput(String url, Socket socket, Deadline deadline) {
        this.url = url;
        this.socket = socket;
        this.deadline = deadline;
    }

    /** How long the server has; at least 1, since 0 would mean forever. */
    int millisecondsLeft() throws IOException {
        long milliseconds = deadline.millisecondsLeft();
        if (milliseconds <= 0) {
            throw late();
        }
        return (int) milliseconds;
    }

    /** From here on this many bytes come, whether the server closes the connection or not. */
    void endAfter(long bytes) {
        left = bytes;
    }

    /** A line of the head, without its end. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = read(); b != '\n'; b = read()) {
            if (b < 0 || line.length() == LONGEST_LINE) {
                throw new IOException(url + ": expected an HTTP answer, got "
                        + (b < 0 ? "the end" : "more than " + LONGEST_LINE + " bytes") + " within a line");
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        left--;
        return buffer[at++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = (int) Math.min(left, Math.min(length, to - at));
        System.arraycopy(buffer, at, target, offset, count);
        at += count;
        left -= count;
        return count;
    }

    private boolean fill() throws IOException {
        if (left <= 0) {
            return false;
        }
        if (at == to) {
            at = 0;
            to = Math.max(0, receive());
            received += to;
            if (received > LONGEST) {
                throw new IOException(url + ": expected an answer of at most 1 MiB, got more");
            }
        }
        return at < to;
    }

    private int receive() throws IOException {
        socket.setSoTimeout(millisecondsLeft());
        try {
            return socket.getInputStream().read(buffer);
        } catch (SocketTimeoutException e) {
            throw late();
        } catch (IOException e) {
            throw new IOException(url + ": " + e.getMessage(), e);
        }
    }

    private IOException late() {
        return new IOException(url + ": expected an answer within " + Deadline.SECONDS
                + " s of the first request, got none or a part");
    }
}
