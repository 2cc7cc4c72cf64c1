package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a response, whose length was announced in the head. */
final class ResponseBody extends OutputStream {
    private final ResponseWriter out;
    private final ResponseCompletion completion;
    private final boolean discards;
    private int left;
    private boolean broken;
    private boolean closed;

    /** {@code discards}: the response to a HEAD request, which has no body. */
    ResponseBody(ResponseWriter out, ResponseCompletion completion, int length, boolean discards) {
        this.out = out;
        this.completion = completion;
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
            throw new IllegalStateException("response body: at most " + left + " more bytes allowed, got " + length);
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

    /** Flushes; the connection is closed after a body shorter than announced. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        boolean complete = false;
        try {
            if (!broken) {
                out.flush();
                complete = left == 0;
            }
        } finally {
            completion.end(complete);
        }
    }
}
