package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request and its answer. One thread answers, once: the connection's own or another; whoever comes second gets an
 * error. After an answer of another thread the connection is closed, since its own may hang.
 */
public final class Exchange {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Request request;
    private final Connection connection;
    private final Headers headers = new Headers();
    private final Thread reader = Thread.currentThread();
    /** Who answers, once someone does. */
    private Thread writer;

    private boolean ended;
    private boolean persists;

    Exchange(Request request, Connection connection) {
        this.request = request;
        this.connection = connection;
        this.persists = request.persists();
    }

    /** {@code GET}, or whatever the client says. */
    public String method() {
        return request.method();
    }

    /** The decoded path, {@code /metrics}. */
    public String path() {
        return request.target().path();
    }

    /** What follows the question mark, with its escapes, which are sound; null without one. */
    public String query() {
        return request.target().query();
    }

    /** The first header of this name, however that is written, or null. */
    public String header(String name) {
        return request.headers().first(name);
    }

    /** All headers of this name. */
    public List<String> headers(String name) {
        return request.headers().all(name);
    }

    /** Whether the client is on this machine. */
    public boolean isFromLoopback() {
        return connection.isFromLoopback();
    }

    /** The client's address, {@code 10.0.1.5:41234}. */
    public String client() {
        return connection.address();
    }

    /**
     * Sets a header of the answer; those that delimit it come by themselves.
     *
     * @throws IllegalArgumentException for a name or a value that would not stay a header
     */
    public void setHeader(String name, String value) {
        if (!Grammar.isToken(name)) {
            throw new IllegalArgumentException(
                    "a header's name must be letters, digits or hyphens, got '" + name + "'");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Grammar.isControl(value.charAt(i)) || value.charAt(i) > 0x7f) {
                throw new IllegalArgumentException(
                        "header " + name + " must be ASCII without control characters, got character "
                                + (int) value.charAt(i) + " at " + i);
            }
        }
        headers.set(name, value);
    }

    /** Answers with a short text. */
    public void send(int status, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        setHeader("Content-Type", contentType);
        try (OutputStream out = begin(status, body.length)) {
            out.write(body);
        }
    }

    /** Answers with an error as Go's http.Error does: one line that no browser takes for anything else. */
    public void sendError(int status, String line) throws IOException {
        setHeader("X-Content-Type-Options", "nosniff");
        send(status, TEXT, line + "\n");
    }

    /**
     * Begins an answer whose body has so many bytes. The stream takes them, also for a HEAD request, which is sent
     * none, and ends the answer when it is closed.
     *
     * @throws IllegalStateException if the request is answered already
     * @throws IOException if the client was cut off
     */
    public OutputStream begin(int status, int length) throws IOException {
        String persistence = claim() ? keepAlive() : "close";
        try {
            Output out = connection.beginAnswer(status, headers, length, persistence);
            return new AnswerStream(this, out, length, request.method().equals("HEAD"));
        } catch (IOException e) {
            end(false);
            throw e;
        }
    }

    /** Gives up, with nothing or a part of the answer sent: the connection is closed. */
    public void abort() {
        end(false);
    }

    /** Whether another request may follow. */
    private synchronized boolean claim() {
        if (writer != null) {
            throw new IllegalStateException("the request is answered already");
        }
        writer = Thread.currentThread();
        persists &= writer == reader && !connection.isLast();
        return persists;
    }

    /** HTTP/1.1 needs no word for it. */
    private String keepAlive() {
        return request.minor() == 0 ? "keep-alive" : null;
    }

    synchronized boolean isBegun() {
        return writer != null;
    }

    /** The answer is over; {@code whole}: as it was announced. */
    void end(boolean whole) {
        synchronized (this) {
            ended = true;
            persists &= whole;
            notifyAll();
        }
        if (Thread.currentThread() != reader) {
            connection.close();
        }
    }

    /**
     * For the connection's own thread: waits for the end of an answer that another one gives. Whether another request
     * may follow.
     */
    synchronized boolean awaitEnd() throws IOException {
        try {
            while (!ended && writer != reader && !connection.isCutOff()) {
                wait(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ended && persists;
    }
}
