package io.github.ecsmonitoring.exporter.ecs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.0 request on a connection of its own, to which few servers send chunks. The JDK's clients would take
 * megabytes of memory and could use a proxy, which cannot reach the link-local address of the endpoint.
 */
final class HttpGet implements Closeable {
    private static final int QUOTED_BYTES = 200;

    private final String url;
    private final Socket socket;
    private final TimedInput input;
    private InputStream body;

    private HttpGet(String url, Socket socket, RequestDeadline deadline) {
        this.url = url;
        this.socket = socket;
        this.input = new TimedInput(url, socket, deadline);
        this.body = input;
    }

    /** Sends the request and reads the response head; any status but 200 is an error. */
    static HttpGet send(ServerAddress server, String path, RequestDeadline deadline) throws IOException {
        HttpGet get = new HttpGet("http://" + server.text() + path, new Socket(Proxy.NO_PROXY), deadline);
        try {
            get.sendRequest(server, path);
            get.readHead();
            return get;
        } catch (IOException e) {
            get.close();
            throw e.getMessage() != null && e.getMessage().startsWith(get.url)
                    ? e
                    : new IOException(get.url + ": " + e.getMessage(), e);
        }
    }

    String url() {
        return url;
    }

    InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void sendRequest(ServerAddress server, String path) throws IOException {
        InetSocketAddress address = server.resolve();
        if (address.isUnresolved()) {
            throw new IOException("unknown host " + server.host());
        }
        socket.connect(address, input.millisecondsLeft());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.0\r\nHost: " + server.text()
                                + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private void readHead() throws IOException {
        String status = input.readLine();
        if (!status.startsWith("HTTP/1.") || status.length() < "HTTP/1.x 200".length()) {
            throw new IOException(url + ": expected an HTTP/1.0 or HTTP/1.1 response, got \"" + status + '"');
        }
        long length = Long.MAX_VALUE;
        for (String line = input.readLine(); !line.isEmpty(); line = input.readLine()) {
            int colon = line.indexOf(':');
            String header = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            if (header.equals("content-length")) {
                length = length(line.substring(colon + 1).strip());
            } else if (header.equals("transfer-encoding")) {
                checkCoding(line.substring(colon + 1).strip());
                body = new ChunkedInput(url, input);
            }
        }
        if (body == input) {
            input.endAfter(length);
        }
        if (!status.startsWith(" 200", "HTTP/1.x".length())) {
            throw new IOException(
                    url + ": expected status 200, got " + status.substring("HTTP/1.x ".length()) + ' ' + startOfBody());
        }
    }

    /** A server must not send chunks to an HTTP/1.0 client, but some do. */
    private void checkCoding(String coding) throws IOException {
        if (!coding.equalsIgnoreCase("chunked")) {
            throw new IOException(url + ": expected Transfer-Encoding chunked or none, got \"" + coding + '"');
        }
    }

    private long length(String text) throws IOException {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IOException(url + ": expected a number for Content-Length, got \"" + text + '"', e);
        }
    }

    private String startOfBody() {
        byte[] begin = new byte[QUOTED_BYTES];
        int length = 0;
        try {
            length = body.readNBytes(begin, 0, QUOTED_BYTES);
        } catch (IOException bodyUnreadable) {
            // the status is enough
        }
        return '"' + new String(begin, 0, length, StandardCharsets.UTF_8).strip() + '"';
    }
}
