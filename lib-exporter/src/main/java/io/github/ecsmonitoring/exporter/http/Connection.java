package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * One connection and its thread: reads requests one after the other, and has each answered before it looks at the next.
 */
final class Connection implements Runnable {
    private final Socket accepted;
    private final Listener listener;
    private final Client client;
    private final Log log;
    private Socket socket;
    private Input in;
    private Output out;
    private boolean underWay;

    Connection(Socket accepted, Listener listener, Client client, Log log) {
        this.accepted = accepted;
        this.listener = listener;
        this.client = client;
        this.log = log;
    }

    @Override
    public void run() {
        try {
            open();
            while (serveOne()) {
                // the next one
            }
        } catch (IOException e) {
            explain(client.reason(e));
        } catch (RuntimeException e) {
            log.error("connection failed", "client", address(), "err", e);
        } finally {
            close();
            listener.clients().leave(client);
        }
    }

    /** Whoever ends an idle connection, nothing is lost. */
    private void explain(IOException e) {
        if (in == null && listener.layer() != null) {
            log.debug("no TLS with a client", "client", address(), "err", e);
        } else if (underWay) {
            log.debug("client went away", "client", address(), "err", e);
        }
    }

    private void open() throws IOException {
        accepted.setTcpNoDelay(true);
        socket = listener.layer() == null ? accepted : listener.layer().over(accepted);
        in = new Input(socket.getInputStream());
        out = new Output(socket.getOutputStream(), client, listener.buffers());
    }

    /** False if no other request may follow. */
    private boolean serveOne() throws IOException {
        if (!in.await()) {
            return false;
        }
        client.sends();
        underWay = true;
        Request request;
        try {
            request = in.head();
            Body.of(request).discard(in, out);
        } catch (BadRequest e) {
            refuse(e);
            return false;
        }
        client.waits();
        boolean more = answer(new Exchange(request, this)) && client.rests();
        underWay = false;
        return more;
    }

    private boolean answer(Exchange exchange) throws IOException {
        try {
            listener.handler().answer(exchange);
        } catch (RuntimeException e) {
            log.error("request failed", "path", exchange.path(), "err", e);
            if (!exchange.isBegun()) {
                exchange.sendError(500, "500 internal server error");
            }
        }
        return exchange.awaitEnd();
    }

    /**
     * A client that is cut off while it sends may never see the answer; so what it still sends is read for a second.
     */
    private void refuse(BadRequest e) throws IOException {
        String text = e.getMessage() + "\n";
        Headers headers = new Headers();
        headers.add("Content-Type", "text/plain; charset=utf-8");
        headers.add("X-Content-Type-Options", "nosniff");
        beginAnswer(e.status(), headers, text.length(), "close").append(text).flush();
        client.leaves();
        underWay = false;
        socket.shutdownOutput();
        in.skipUntilEnd(Limits.BODY_BYTES);
    }

    /** Writes all that stands before a body; {@code connection} says what becomes of it, or is null. */
    Output beginAnswer(int status, Headers headers, int length, String connection) throws IOException {
        client.takes();
        out.append("HTTP/1.1 ")
                .append(Status.text(status))
                .append("\r\nDate: ")
                .append(listener.date())
                .append("\r\n");
        for (int i = 0; i < headers.size(); i++) {
            out.append(headers.name(i)).append(": ").append(headers.value(i)).append("\r\n");
        }
        out.append("Content-Length: ").append(Integer.toString(length)).append("\r\n");
        if (connection != null) {
            out.append("Connection: ").append(connection).append("\r\n");
        }
        return out.append("\r\n");
    }

    /** Whether the server takes no more requests. */
    boolean isLast() {
        return listener.clients().isStopping();
    }

    boolean isCutOff() {
        return client.isCutOff();
    }

    boolean isFromLoopback() {
        return accepted.getInetAddress().isLoopbackAddress();
    }

    String address() {
        return HttpServer.text((InetSocketAddress) accepted.getRemoteSocketAddress());
    }

    void close() {
        try {
            (socket == null ? accepted : socket).close();
        } catch (IOException alreadyGone) {
            // nothing is lost
        }
    }
}
