package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.io.OutputStream;

/** What a client is sent: an answer's head and its body in as few writes as there are buffers full of it. */
final class Output {
    private final OutputStream out;
    private final Client client;
    private final Buffers buffers;
    /** Null while there is nothing in it: a connection that rests holds none. */
    private byte[] buffer;

    private int size;

    Output(OutputStream out, Client client, Buffers buffers) {
        this.out = out;
        this.client = client;
        this.buffers = buffers;
    }

    /** Appends ASCII text. */
    Output append(String text) throws IOException {
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
            throw client.reason(e);
        } finally {
            buffers.giveBack(buffer);
            buffer = null;
            size = 0;
        }
        client.moved();
    }
}
