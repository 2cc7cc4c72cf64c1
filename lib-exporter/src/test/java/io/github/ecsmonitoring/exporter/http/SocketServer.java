package io.github.ecsmonitoring.exporter.http;

import io.github.ecsmonitoring.exporter.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A server on two free ports of the loopback address, and sockets on which tests write and read raw bytes. */
final class SocketServer implements AutoCloseable {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Http1Server server;
    private final List<Socket> sockets = new ArrayList<>();

    SocketServer(RequestHandler handler) throws IOException {
        this(new ConnectionLimits(64, 30, 30, 30), handler);
    }

    SocketServer(ConnectionLimits limits, RequestHandler handler) throws IOException {
        server = new Http1Server(
                limits,
                new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG, Log.Format.LOGFMT));
        for (int i = 0; i < 2; i++) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, handler);
        }
        server.start();
    }

    Http1Server server() {
        return server;
    }

    /**
     * Sends the request, shuts down the output and reads until the server closes the connection. LF stands for CR LF in
     * both texts.
     */
    String responseTo(String request) throws IOException {
        Socket socket = send(request);
        socket.shutdownOutput();
        return rest(socket);
    }

    Socket connect() throws IOException {
        return connect(server.addresses().getFirst());
    }

    Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(30_000);
        socket.connect(address);
        return socket;
    }

    Socket send(String text) throws IOException {
        Socket socket = connect();
        send(socket, text);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads until the server closes the connection. */
    static String rest(Socket socket) throws IOException {
        return text(socket.getInputStream().readAllBytes());
    }

    static String read(Socket socket, String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!text(bytes.toByteArray()).endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after: " + text(bytes.toByteArray()));
            }
            bytes.write(next);
        }
        return text(bytes.toByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .replaceAll(
                        "(?m)^Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$", "Date: NOW");
    }

    /** The log so far, without timestamps. */
    String logged() {
        return logged.toString(StandardCharsets.UTF_8).replaceAll("(?m)^time=\\S+ ", "");
    }

    @Override
    public void close() throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
        server.stop(0);
    }
}
