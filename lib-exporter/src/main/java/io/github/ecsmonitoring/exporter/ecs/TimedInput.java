package io.github.ecsmonitoring.exporter.ecs;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Socket input with a deadline and a maximum length, which bounds slow and endless responses. */
final class TimedInput extends InputStream {
    /**
     * A task has at most ten containers with some 10 KB of metadata and statistics each; ten times that still fits the
     * heap.
     */
    private static final long MAX_BYTES = 1 << 20;

    private static final int MAX_LINE_BYTES = 8 << 10;

    private final String url;
    private final Socket socket;
    private final RequestDeadline deadline;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int to;
    private long received;
    private long left = Long.MAX_VALUE;

    TimedInput(String url, Socket socket, RequestDeadline deadline) {
        this.url = url;
        this.socket = socket;
        this.deadline = deadline;
    }

    /**
     * The remaining time, at least 1.
     *
     * @throws IOException after the deadline
     */
    int millisecondsLeft() throws IOException {
        long milliseconds = deadline.millisecondsLeft();
        if (milliseconds <= 0) {
            throw timedOut();
        }
        return (int) milliseconds;
    }

    /** Ends the input after this many more bytes, whether or not the server closes the connection. */
    void endAfter(long bytes) {
        left = bytes;
    }

    /** A line of the response head without its line break. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = read(); b != '\n'; b = read()) {
            if (b < 0 || line.length() == MAX_LINE_BYTES) {
                throw new IOException(url + ": expected an HTTP response, got "
                        + (b < 0 ? "the end" : "more than " + MAX_LINE_BYTES + " bytes") + " within a line");
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
            if (received > MAX_BYTES) {
                throw new IOException(url + ": expected a response of at most 1 MiB, got more");
            }
        }
        return at < to;
    }

    private int receive() throws IOException {
        socket.setSoTimeout(millisecondsLeft());
        try {
            return socket.getInputStream().read(buffer);
        } catch (SocketTimeoutException e) {
            throw timedOut();
        } catch (IOException e) {
            throw new IOException(url + ": " + e.getMessage(), e);
        }
    }

    private IOException timedOut() {
        return new IOException(url + ": expected a response within " + RequestDeadline.SECONDS
                + " s of the first request, got none or only a part");
    }
}
