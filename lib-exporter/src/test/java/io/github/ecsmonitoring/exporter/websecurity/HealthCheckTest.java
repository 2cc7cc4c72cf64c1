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

/** {@code --health-check} against the exporter with various configuration files, and against other servers. */
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
    void isHealthyIfTheServerRespondsOrDeniesAccess(String yaml) throws Exception {
        writeKeys();
        try (SecuredServer server = SecuredServer.start(folder, yaml)) {
            assertThatCode(() -> HealthCheck.ask(server.address(), folder.resolve("web.yml")))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void isUnhealthyAfterAServerError() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, "basic_auth_users: {}")) {
            server.configure("basic_auth_users: nonsense");
            assertThatThrownBy(() -> HealthCheck.ask(server.address(), null))
                    .isInstanceOf(IOException.class)
                    .hasMessage("http://127.0.0.1:" + server.address().getPort()
                            + "/-/healthy: expected a status below 500, got "
                            + "\"HTTP/1.1 500 Internal Server Error\"");
        }
    }

    @Test
    void usesLoopbackForAWildcardAddress() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, "")) {
            InetSocketAddress all = new InetSocketAddress(server.address().getPort());
            assertThatCode(() -> HealthCheck.ask(all, null)).doesNotThrowAnyException();
        }
    }

    @Test
    void isUnhealthyIfNothingListens() throws Exception {
        InetSocketAddress free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        assertThatThrownBy(() -> HealthCheck.ask(free, null))
                .hasMessage("http://127.0.0.1:" + free.getPort() + "/-/healthy: Connection refused");
    }

    @Test
    void timesOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) silent.getLocalSocketAddress();
            assertThatThrownBy(() -> HealthCheck.ask(address, null)).hasMessageEndingWith("/-/healthy: Read timed out");
        }
    }

    @Test
    void isUnhealthyIfTheServerDoesNotUseTls() throws Exception {
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
            // the test has ended
        }
    }

    private void writeKeys() throws Exception {
        Files.writeString(folder.resolve("server.crt"), TestKeys.chain("server"));
        Files.writeString(folder.resolve("server.key"), TestKeys.key("server"));
        Files.writeString(folder.resolve("ca.crt"), TestKeys.chain("ca"));
    }
}
