package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.metrics.HealthCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code --health-check} against the exporter's server with all kinds of configuration files, and against what is no
 * exporter.
 */
@Timeout(60)
class HealthCheckTest {
    private static final String TLS = "tls_server_config: {cert_file: server.crt, key_file: server.key";
    private static final String MUTUAL = TLS + ", client_ca_file: ca.crt, client_auth_type: RequireAndVerifyClientCert";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "basic_auth_users: {alice: " + BasicAuthTest.SECRET + "}",
                "rate_limit: {interval: 1h, burst: 1}",
                TLS + "}",
                MUTUAL + "}",
                MUTUAL + ", max_version: TLS12}"
            })
    void findsAServerHealthyThatAnswersOrRefuses(String yaml) throws Exception {
        writeKeys();
        try (Site site = Site.start(folder, yaml)) {
            assertThatCode(() -> HealthCheck.ask(site.address(), folder.resolve("web.yml")))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void findsAServerUnhealthyThatFails() throws Exception {
        try (Site site = Site.start(folder, "basic_auth_users: {}")) {
            site.configure("basic_auth_users: nonsense");
            assertThatThrownBy(() -> HealthCheck.ask(site.address(), null))
                    .isInstanceOf(IOException.class)
                    .hasMessage("http://127.0.0.1:" + site.address().getPort()
                            + "/-/healthy: expected a status below 500, got "
                            + "\"HTTP/1.1 500 Internal Server Error\"");
        }
    }

    @Test
    void asksTheLoopbackAddressOfAServerOnAllAddresses() throws Exception {
        try (Site site = Site.start(folder, "")) {
            InetSocketAddress all = new InetSocketAddress(site.address().getPort());
            assertThatCode(() -> HealthCheck.ask(all, null)).doesNotThrowAnyException();
        }
    }

    @Test
    void findsNothingHealthyWhereNobodyListens() throws Exception {
        InetSocketAddress free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        assertThatThrownBy(() -> HealthCheck.ask(free, null))
                .hasMessage("http://127.0.0.1:" + free.getPort() + "/-/healthy: Connection refused");
    }

    @Test
    void doesNotWaitForAServerThatNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) silent.getLocalSocketAddress();
            assertThatThrownBy(() -> HealthCheck.ask(address, null)).hasMessageEndingWith("/-/healthy: Read timed out");
        }
    }

    @Test
    void findsAPlainServerUnhealthyWhereTheFileAsksForTls() throws Exception {
        writeKeys();
        Path file = Files.writeString(folder.resolve("web.yml"), TLS + "}");
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(plain));
            InetSocketAddress address = (InetSocketAddress) plain.getLocalSocketAddress();
            assertThatThrownBy(() -> HealthCheck.ask(address, file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("https://127.0.0.1:" + address.getPort() + "/-/healthy: ");
        }
    }

    private static void hangUp(ServerSocket server) {
        try (Socket client = server.accept()) {
            assertThat(client.getInputStream().read()).isPositive();
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException theTestHasEnded) {
            // nobody waits for this
        }
    }

    private void writeKeys() throws Exception {
        Files.writeString(folder.resolve("server.crt"), TestKeys.chain("server"));
        Files.writeString(folder.resolve("server.key"), TestKeys.key("server"));
        Files.writeString(folder.resolve("ca.crt"), TestKeys.chain("ca"));
    }
}
