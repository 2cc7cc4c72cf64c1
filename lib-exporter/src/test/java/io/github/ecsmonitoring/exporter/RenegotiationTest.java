package io.github.ecsmonitoring.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.websecurity.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, since the JDK reads the setting once. */
@Timeout(120)
class RenegotiationTest {
    private static final String OK = "HTTP/1.1 200 OK";

    @TempDir
    Path folder;

    @Test
    void rejectsASecondHandshakeInAConnectionOfTls12() throws Exception {
        Files.writeString(folder.resolve("server.crt"), TestKeys.chain("server"));
        Files.writeString(folder.resolve("server.key"), TestKeys.key("server"));
        Path config = Files.writeString(
                folder.resolve("web.yml"), "tls_server_config: {cert_file: server.crt, key_file: server.key}\n");
        try (ExporterProcess exporter = ExporterProcess.serve(folder, "--web.config.file=" + config)) {
            String address = exporter.address();
            int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
            try (SSLSocket client =
                    (SSLSocket) TestKeys.client(null).getSocketFactory().createSocket("127.0.0.1", port)) {
                client.setEnabledProtocols(new String[] {"TLSv1.2"});
                assertThat(status(client)).isEqualTo(OK);
                client.startHandshake();
                assertThatThrownBy(() -> status(client)).isInstanceOf(IOException.class);
            }
        }
    }

    private static String status(SSLSocket client) throws IOException {
        client.getOutputStream()
                .write("HEAD /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] status = client.getInputStream().readNBytes(OK.length());
        StringBuilder rest = new StringBuilder();
        while (!rest.toString().endsWith("\r\n\r\n")) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed");
            }
            rest.append((char) next);
        }
        return new String(status, StandardCharsets.US_ASCII);
    }
}
