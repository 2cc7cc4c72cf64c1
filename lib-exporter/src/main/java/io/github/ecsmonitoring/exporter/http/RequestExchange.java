package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request and its response, which one thread sends once. A thread other than the connection's own may send it; the
 * connection is closed afterwards.
 */
public final class RequestExchange {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final RequestHead request;
    private final ResponseWriter out;
    private final ResponseCompletion completion;
    private final Socket client;
    private final HeaderFields headers = new HeaderFields();

    RequestExchange(RequestHead request, ResponseWriter out, ResponseCompletion completion, Socket client) {
        this.request = request;
        this.out = out;
        this.completion = completion;
        this.client = client;
    }

    /** The request's method as sent, such as {@code GET}. */
    public String method() {
        return request.method();
    }

    /** The decoded path, such as {@code /metrics}. */
    public String path() {
        return request.target().path();
    }

    /** The path as sent, with its escapes. */
    public String rawPath() {
        return request.target().rawPath();
    }

    /** The parameters of the query in their order, without malformed ones. */
    public List<QueryParameter> parameters() {
        return QueryParameter.parse(query());
    }

    /** The text after the question mark as sent; null without a question mark. */
    public String query() {
        return request.target().query();
    }

    /** The value of the first header of this name in any case, or null. */
    public String header(String name) {
        return request.headers().first(name);
    }

    /** The values of all headers of this name in any case. */
    public List<String> headers(String name) {
        return request.headers().all(name);
    }

    /** Whether the client is on this machine. */
    public boolean isFromLoopback() {
        return client.getInetAddress().isLoopbackAddress();
    }

    /** The client's address, such as {@code 10.0.1.5:41234}. */
    public String client() {
        return HostPort.of(clientAddress());
    }

    /** The client's address and port. */
    public InetSocketAddress clientAddress() {
        return (InetSocketAddress) client.getRemoteSocketAddress();
    }

    /**
     * Sets a header of the response; Date, Content-Length and Connection are added by the server.
     *
     * @throws IllegalArgumentException for a name or a value that cannot stand in a header
     */
    public void setHeader(String name, String value) {
        if (!HttpGrammar.isToken(name)) {
            throw new IllegalArgumentException("header name must be letters, digits or hyphens, got '" + name + "'");
        }
        for (int i = 0; i < value.length(); i++) {
            if (HttpGrammar.isControl(value.charAt(i)) || value.charAt(i) > 0x7f) {
                throw new IllegalArgumentException(
                        "header " + name + " must be ASCII without control characters, got character "
                                + (int) value.charAt(i) + " at " + i);
            }
        }
        headers.set(name, value);
    }

    /** Sends a whole response. */
    public void send(int status, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        setHeader("Content-Type", contentType);
        try (OutputStream out = begin(status, body.length)) {
            out.write(body);
        }
    }

    /** Sends an error as Go's http.Error does: one line of plain text with MIME sniffing disabled. */
    public void sendError(int status, String line) throws IOException {
        setHeader("X-Content-Type-Options", "nosniff");
        send(status, TEXT, line + "\n");
    }

    /**
     * Begins a response with a body of {@code length} bytes. Closing the returned stream ends the response. The stream
     * also takes the body of a HEAD request, and discards it.
     *
     * @throws IllegalStateException if a response has begun already
     * @throws IOException if the connection was cut off
     */
    public OutputStream begin(int status, int length) throws IOException {
        String connection = completion.begin() ? keepAlive() : "close";
        try {
            out.begin(status, headers, length, connection);
            return new ResponseBody(out, completion, length, request.method().equals("HEAD"));
        } catch (IOException e) {
            completion.end(false);
            throw e;
        }
    }

    /** Ends the response as it is, which closes the connection. */
    public void abort() {
        completion.end(false);
    }

    /** Connections of HTTP/1.1 persist by default. */
    private String keepAlive() {
        return request.minor() == 0 ? "keep-alive" : null;
    }
}
