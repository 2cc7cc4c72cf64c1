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

/**
 * A server on two free ports of the loopback address, and connections on which a test writes and reads the bytes
 * itself.
 */
final class RawServer implements AutoCloseable {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final HttpServer server;
    private final List<Socket> sockets = new ArrayList<>();

    RawServer(Handler handler) throws IOException {
        this(new Limits(64, 30, 30, 30), handler);
    }

    RawServer(Limits limits, Handler handler) throws IOException {
        server = new HttpServer(
                limits,
                new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG, Log.Format.LOGFMT));
        for (int i = 0; i < 2; i++) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, handler);
        }
        server.start();
    }

    HttpServer server() {
        return server;
    }

    /**
     * What the server says to this until it closes the connection, which the client closes behind it; lines end with LF
     * alone in both.
     */
    String answerTo(String request) throws IOException {
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

    /** All that comes until the end. */
    static String rest(Socket socket) throws IOException {
        return text(socket.getInputStream().readAllBytes());
    }

    static String read(Socket socket, String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!text(bytes.toByteArray()).endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed behind: " + text(bytes.toByteArray()));
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

    /** The log so far without the times of its lines. */
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
