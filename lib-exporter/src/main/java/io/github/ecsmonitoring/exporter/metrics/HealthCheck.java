package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.websecurity.OwnClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code --health-check}: asks the exporter that runs with the same flags for {@code /-/healthy}. Images without a
 * shell and an HTTP client can be asked by this alone.
 *
 * <p>A server that refuses is one that answers: a status such as 401 or 429 is a sign of health, and so is TLS that
 * wants a client's certificate.
 */
public final class HealthCheck {
    /** Below the 5 s that ECS gives a health check by default. */
    private static final int PATIENCE_MILLIS = 3_000;

    private HealthCheck() {}

    /**
     * Returns if the exporter is healthy.
     *
     * @param address where it listens; of an address that stands for all, the loopback one is asked
     * @param webConfig the file of {@code --web.config.file}, or null
     * @throws IOException if nothing answers there, or with a failure of the server; the message has URL and reason
     */
    public static void ask(InetSocketAddress address, Path webConfig) throws IOException {
        OwnClient client = webConfig == null ? null : OwnClient.of(webConfig);
        InetAddress host =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        String text = host.getHostAddress().contains(":") ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
        try {
            ask(new InetSocketAddress(host, address.getPort()), client);
        } catch (IOException e) {
            String scheme = client == null ? "http" : client.scheme();
            throw new IOException(
                    scheme + "://" + text + ":" + address.getPort() + MetricsServer.HEALTH_PATH + ": " + e.getMessage(),
                    e);
        }
    }

    private static void ask(InetSocketAddress address, OwnClient client) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            Socket secured = client == null ? socket : client.secure(socket);
            if (secured == null) {
                return;
            }
            String status = status(secured);
            if (!status.matches("HTTP/1\\.[01] [1-4]\\d\\d.*")) {
                throw new IOException("expected a status below 500, got \"" + status + '"');
            }
        }
    }

    private static String status(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(("GET " + MetricsServer.HEALTH_PATH
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                .readLine();
        return line == null ? "" : line;
    }
}
