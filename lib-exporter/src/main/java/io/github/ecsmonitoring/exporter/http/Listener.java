package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes the connections of one address, and gives each a thread. */
final class Listener implements Runnable {
    /** Connections that wait to be taken; the JDK's own 50 makes the kernel drop those of a crowd. */
    private static final int BACKLOG = 512;

    private static final int PAUSE_MILLIS = 1000;

    private final ServerSocket socket;
    private final InetSocketAddress address;
    private final Layer layer;
    private final Handler handler;
    private final Clients clients;
    private final Log log;
    private final HttpDate date = new HttpDate();
    private final Buffers buffers = new Buffers();

    private Listener(ServerSocket socket, Layer layer, Handler handler, Clients clients, Log log) {
        this.socket = socket;
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
        this.layer = layer;
        this.handler = handler;
        this.clients = clients;
        this.log = log;
    }

    static Listener bind(InetSocketAddress address, Layer layer, Handler handler, Clients clients, Log log)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, BACKLOG);
            return new Listener(socket, layer, handler, clients, log);
        } catch (IOException e) {
            socket.close();
            throw new IOException("listen tcp " + HttpServer.text(address) + ": " + e.getMessage(), e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** Null: HTTP as it is. */
    Layer layer() {
        return layer;
    }

    Handler handler() {
        return handler;
    }

    Clients clients() {
        return clients;
    }

    Buffers buffers() {
        return buffers;
    }

    String date() {
        return date.at(System.currentTimeMillis() / 1000);
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

    /**
     * Too many files are open, or threads there are, which will end: until then nothing is gained by trying again and
     * again.
     */
    private void pause(Throwable e) {
        if (socket.isClosed()) {
            return;
        }
        log.error("a connection could not be taken", "address", HttpServer.text(address), "err", e);
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket accepted) throws IOException {
        Client client = new Client(clients, accepted);
        if (!clients.enter(client)) {
            accepted.close();
            return;
        }
        boolean started = false;
        try {
            Thread thread = new Thread(new Connection(accepted, this, client, log), "connection-" + accepted.getPort());
            thread.setDaemon(true);
            thread.start();
            started = true;
        } finally {
            if (!started) {
                clients.leave(client);
                accepted.close();
            }
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing is lost
        }
    }
}
