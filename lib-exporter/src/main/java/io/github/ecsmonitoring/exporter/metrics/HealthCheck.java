package io.github.ecsmonitoring.exporter.metrics;

import io.github.ecsmonitoring.exporter.websecurity.HealthCheckClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code --health-check}: requests {@code /-/healthy} from the exporter that runs with the same flags, for images
 * without a shell and an HTTP client.
 *
 * <p>A server that denies access is healthy: a status such as 401 or 429, or a TLS alert for want of a client
 * certificate.
 */
public final class HealthCheck {
    /** Below the default time-out of a container health check in ECS, 5 s. */
    private static final int TIMEOUT_MILLIS = 3_000;

    private HealthCheck() {}

    /**
     * Returns normally if the exporter is healthy.
     *
     * @param address the exporter's listen address; a wildcard address stands for loopback
     * @param webConfig the file of {@code --web.config.file}, or null
     * @throws IOException if nothing responds there, or with a status of 500 or above; the message has URL and reason
     */
    public static void ask(InetSocketAddress address, Path webConfig) throws IOException {
        HealthCheckClient client = webConfig == null ? null : HealthCheckClient.of(webConfig);
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

    private static void ask(InetSocketAddress address, HealthCheckClient client) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
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
