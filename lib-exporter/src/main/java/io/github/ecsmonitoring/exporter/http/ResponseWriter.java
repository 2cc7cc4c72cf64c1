package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.io.OutputStream;

/** Writes head and body of responses through one buffer, so that most responses take a single write. */
final class ResponseWriter {
    private final OutputStream out;
    private final ConnectionState state;
    private final BufferPool buffers;
    private final HttpDate date;
    /** Null while empty, so that idle connections hold none. */
    private byte[] buffer;

    private int size;

    ResponseWriter(OutputStream out, ConnectionState state, BufferPool buffers, HttpDate date) {
        this.out = out;
        this.state = state;
        this.buffers = buffers;
        this.date = date;
    }

    /** Appends status line and headers of a response; {@code connection} is the Connection header, null for none. */
    void begin(int status, HeaderFields headers, int length, String connection) throws IOException {
        state.responseBegun();
        append("HTTP/1.1 ")
                .append(StatusCode.text(status))
                .append("\r\nDate: ")
                .append(date.at(System.currentTimeMillis() / 1000))
                .append("\r\n");
        for (int i = 0; i < headers.size(); i++) {
            append(headers.name(i)).append(": ").append(headers.value(i)).append("\r\n");
        }
        append("Content-Length: ").append(Integer.toString(length)).append("\r\n");
        if (connection != null) {
            append("Connection: ").append(connection).append("\r\n");
        }
        append("\r\n");
    }

    /** Appends ASCII text. */
    ResponseWriter append(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            makeRoom();
            buffer[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    void append(byte[] bytes, int from, int length) throws IOException {
        for (int at = from; at < from + length; ) {
            makeRoom();
            int step = Math.min(from + length - at, buffer.length - size);
            System.arraycopy(bytes, at, buffer, size, step);
            size += step;
            at += step;
        }
    }

    private void makeRoom() throws IOException {
        if (buffer != null && size == buffer.length) {
            flush();
        }
        if (buffer == null) {
            buffer = buffers.take();
        }
    }

    void flush() throws IOException {
        if (buffer == null) {
            return;
        }
        try {
            out.write(buffer, 0, size);
        } catch (IOException e) {
            throw state.reason(e);
        } finally {
            buffers.giveBack(buffer);
            buffer = null;
            size = 0;
        }
        state.responseProgressed();
    }
}
