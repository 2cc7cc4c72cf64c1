package io.github.ecsmonitoring.exporter.ecs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A task metadata endpoint on the loopback address whose responses a test defines, byte by byte if necessary. */
public final class TestEndpoint implements AutoCloseable {
    /** Writes a whole response, including its head. */
    @FunctionalInterface
    public interface Answer {
        void write(OutputStream out) throws Exception;
    }

    private static final String CONTAINER = "/v4/0ab1c2d3-1000000001";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Starts an endpoint that answers 404 to everything. */
    public TestEndpoint() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    /** The value for {@code ECS_CONTAINER_METADATA_URI_V4}. */
    public String uri() {
        return "http://127.0.0.1:" + server.getLocalPort() + CONTAINER;
    }

    public TestEndpoint serve(String task, String stats) {
        return answer("/task", 200, "OK", task).answer("/task/stats", 200, "OK", stats);
    }

    public TestEndpoint answer(String path, int status, String reason, String body) {
        return answer(path, out -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            out.write(("HTTP/1.1 " + status + " " + reason + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + bytes.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
        });
    }

    public TestEndpoint answer(String path, Answer answer) {
        answers.put(CONTAINER + path, answer);
        return this;
    }

    /** The requested paths in order. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException closed) {
            // the test has ended
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String path = in.readLine().split(" ")[1];
            while (!in.readLine().isEmpty()) {
                // the rest of the head
            }
            requests.add(path.substring(CONTAINER.length()));
            answers.getOrDefault(
                            path,
                            out -> out.write("HTTP/1.1 404 Not Found\r\n\r\n404 page not found\n"
                                    .getBytes(StandardCharsets.US_ASCII)))
                    .write(connection.getOutputStream());
        } catch (Exception clientOrTestHasEnded) {
            // nobody waits
        }
    }
}
