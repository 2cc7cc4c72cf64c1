package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One connection, served by one thread: reads a request, has it answered, and then reads the next one. */
final class Http1Connection implements Runnable {
    private final Socket accepted;
    private final ConnectionState state;
    private final ServerContext context;
    private Socket socket;
    private RequestReader in;
    private ResponseWriter out;
    private boolean requestOpen;

    Http1Connection(Socket accepted, ConnectionState state, ServerContext context) {
        this.accepted = accepted;
        this.state = state;
        this.context = context;
    }

    @Override
    public void run() {
        try {
            open();
            boolean more;
            do {
                more = serveOne();
            } while (more);
        } catch (IOException e) {
            logFailure(state.reason(e));
        } catch (RuntimeException e) {
            context.log().error("connection failed", "client", client(), "err", e);
        } finally {
            close();
            context.limiter().remove(state);
        }
    }

    /** The end of an idle connection is not worth a line. */
    private void logFailure(IOException e) {
        if (in == null && context.tls() != null) {
            context.log().debug("TLS handshake failed", "client", client(), "err", e);
        } else if (requestOpen) {
            context.log().debug("client disconnected", "client", client(), "err", e);
        }
    }

    private HostPort client() {
        return new HostPort((InetSocketAddress) accepted.getRemoteSocketAddress());
    }

    private void open() throws IOException {
        accepted.setTcpNoDelay(true);
        socket = context.tls() == null ? accepted : context.tls().secure(accepted);
        in = new RequestReader(socket.getInputStream());
        out = new ResponseWriter(socket.getOutputStream(), state, context.buffers(), context.date());
    }

    /** Returns whether another request may follow. */
    private boolean serveOne() throws IOException {
        if (!in.await()) {
            return false;
        }
        state.requestBegun();
        requestOpen = true;
        RequestHead request;
        try {
            request = in.head();
            RequestBody.of(request).skip(in, out);
        } catch (BadRequestException e) {
            reject(e);
            return false;
        }
        state.requestRead();
        boolean more = answer(request) && state.responseSent();
        requestOpen = false;
        return more;
    }

    private boolean answer(RequestHead request) throws IOException {
        ResponseCompletion completion = new ResponseCompletion(state, socket, request.persists());
        RequestExchange exchange = new RequestExchange(request, out, completion, accepted);
        try {
            if (request.target().isServer()) {
                exchange.begin(200, 0).close();
            } else {
                context.handler().handle(exchange);
            }
        } catch (RuntimeException e) {
            context.log().error("request failed", "path", exchange.path(), "err", e);
            if (!completion.isBegun()) {
                exchange.sendError(500, "500 internal server error");
            }
        }
        return completion.await();
    }

    /**
     * Reads on for a second after the response: a client whose connection is reset while it sends may never see the
     * response.
     */
    private void reject(BadRequestException e) throws IOException {
        String text = e.getMessage() + "\n";
        HeaderFields headers = new HeaderFields();
        headers.add("Content-Type", "text/plain; charset=utf-8");
        headers.add("X-Content-Type-Options", "nosniff");
        out.begin(e.status(), headers, text.length(), "close");
        out.append(text).flush();
        state.rejected();
        requestOpen = false;
        socket.shutdownOutput();
        in.skipUntilEnd(ConnectionLimits.BODY_BYTES);
    }

    private void close() {
        try {
            (socket == null ? accepted : socket).close();
        } catch (IOException alreadyClosed) {
            // the connection is over either way
        }
    }
}
