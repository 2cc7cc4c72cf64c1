package io.github.ecsmonitoring.exporter.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Accepts the connections of one address, and starts a thread for each. */
final class Acceptor implements Runnable {
    /**
     * With the JDK's default of 50 the kernel drops connections when many clients connect at once, and they repeat
     * their attempt only after a second. Linux allows as many by default.
     */
    private static final int BACKLOG = 4096;

    private static final int PAUSE_MILLIS = 1000;

    private final ServerSocket socket;
    private final InetSocketAddress address;
    private final ServerContext context;

    private Acceptor(ServerSocket socket, ServerContext context) {
        this.socket = socket;
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
        this.context = context;
    }

    static Acceptor bind(InetSocketAddress address, ServerContext context) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, BACKLOG);
            return new Acceptor(socket, context);
        } catch (IOException e) {
            socket.close();
            throw new IOException("listen tcp " + HostPort.of(address) + ": " + e.getMessage(), e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void run() {
        while (!socket.isClosed()) {
            try {
                serve(socket.accept());
            } catch (IOException | OutOfMemoryError e) {
                pause(e);
            }
        }
    }

    /** The limit of open files or threads is reached: retrying before some of them end would only burn CPU. */
    private void pause(Throwable e) {
        if (socket.isClosed()) {
            return;
        }
        context.log().error("cannot accept a connection", "address", HostPort.of(address), "err", e);
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket accepted) throws IOException {
        ConnectionState state = context.limiter().admit(accepted);
        if (state == null) {
            accepted.close();
            return;
        }
        boolean started = false;
        try {
            Thread thread =
                    new Thread(new Http1Connection(accepted, state, context), "connection-" + accepted.getPort());
            thread.setDaemon(true);
            thread.start();
            started = true;
        } finally {
            if (!started) {
                context.limiter().remove(state);
                accepted.close();
            }
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // the address is free either way
        }
    }
}
