package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TlsTest {
    private static final String TLS = """
            tls_server_config:
              cert_file: server.crt
              key_file: server.key
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeKeys() throws Exception {
        install("server");
        Files.writeString(folder.resolve("ca.crt"), TestKeys.chain("ca"));
    }

    private void install(String alias) throws Exception {
        Files.writeString(folder.resolve("server.crt"), TestKeys.chain(alias));
        Files.writeString(folder.resolve("server.key"), TestKeys.key(alias));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "server-rsa", "server-ed"})
    void servesHttp11OverTls(String alias) throws Exception {
        install(alias);
        try (SecuredServer server = SecuredServer.start(folder, TLS)) {
            HttpResponse<String> response = server.getTls(null);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(SecuredServer.PAGE);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(session(response).getProtocol()).isEqualTo("TLSv1.3");
            assertThat(session(response).getPeerPrincipal().getName()).isEqualTo("CN=" + alias);
            assertThat(server.logged()).isEqualTo("""
                    level=INFO msg="TLS is enabled." http2=false
                    level=INFO msg="Listening on" address=127.0.0.1:%d
                    """.formatted(server.address().getPort()));
        }
    }

    @Test
    void readsInlineKeys() throws Exception {
        String yaml = "tls_server_config:\n  cert: |\n"
                + TestKeys.chain("server").indent(4) + "  key: |\n"
                + TestKeys.key("server").indent(4) + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca: |\n"
                + TestKeys.chain("ca").indent(4);
        try (SecuredServer server = SecuredServer.start(folder, yaml)) {
            assertThat(server.getTls("client").body()).isEqualTo(SecuredServer.PAGE);
        }
    }

    @Test
    void logsThatHttp2IsNotSupported() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, TLS + "http_server_config: {http2: true}")) {
            assertThat(server.getTls(null).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(server.logged())
                    .contains("level=INFO msg=\"HTTP/2 is not supported, serving HTTP/1.1\" file="
                            + folder.resolve("web.yml") + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            NoClientCert,               true,  true,  true
            RequestClientCert,          true,  true,  true
            RequireAnyClientCert,       false, true,  true
            RequireClientCert,          false, true,  true
            VerifyClientCertIfGiven,    true,  true,  false
            RequireAndVerifyClientCert, false, true,  false
            """)
    void verifiesClientCertificatesByPolicy(String policy, boolean nobody, boolean known, boolean stranger)
            throws Exception {
        String authority = policy.equals("NoClientCert") ? "" : "  client_ca_file: ca.crt\n";
        try (SecuredServer server =
                SecuredServer.start(folder, TLS + "  client_auth_type: " + policy + "\n" + authority)) {
            assertThat(answers(server, null)).as("without a certificate").isEqualTo(nobody);
            assertThat(answers(server, "client"))
                    .as("with a certificate of a trusted authority")
                    .isEqualTo(known);
            assertThat(answers(server, "stranger"))
                    .as("with a self-signed certificate")
                    .isEqualTo(stranger);
        }
    }

    @Test
    void trustsTheJdksAuthoritiesByDefault() throws Exception {
        try (SecuredServer server =
                SecuredServer.start(folder, TLS + "  client_auth_type: RequireAndVerifyClientCert\n")) {
            assertThat(answers(server, "client")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            prometheus.example,               true
            10.1.2.3,                         true
            2001:db8::1,                      true
            2001:0db8:0:0::1,                 true
            ops@example.org,                  true
            spiffe://example/prometheus,      true
            example,                          false
            PROMETHEUS.EXAMPLE,               false
            10.1.2.4,                         false
            """)
    void acceptsOnlyAllowedNames(String name, boolean allowed) throws Exception {
        for (String policy : new String[] {"RequireAndVerifyClientCert", "RequestClientCert"}) {
            String yaml = TLS + "  client_auth_type: " + policy + "\n  client_ca_file: ca.crt\n"
                    + "  client_allowed_sans: [other.example, '" + name + "']\n";
            try (SecuredServer server = SecuredServer.start(folder, yaml)) {
                assertThat(answers(server, "client")).as(policy).isEqualTo(allowed);
                assertThat(answers(server, "stranger")).as("without any name").isFalse();
                assertThat(answers(server, null)).as("without a certificate").isFalse();
            }
        }
    }

    @Test
    void negotiatesAllowedVersions() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, TLS + "  max_version: TLS12\n  min_version: TLS10\n")) {
            assertThat(session(server.getTls(null)).getProtocol()).isEqualTo("TLSv1.2");
        }
        try (SecuredServer server = SecuredServer.start(folder, TLS + "  min_version: TLS13\n")) {
            assertThat(session(server.getTls(null)).getProtocol()).isEqualTo("TLSv1.3");
            SSLParameters old = new SSLParameters(null, new String[] {"TLSv1.2"});
            assertThatThrownBy(() -> server.getTls(null, old)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void negotiatesAllowedCiphersInTheConfiguredOrder() throws Exception {
        String first = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        String second = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        String yaml = TLS + "  max_version: TLS12\n  cipher_suites: [" + first + ", " + second + "]\n";
        SSLParameters reversed = new SSLParameters(new String[] {second, first});
        SSLParameters other = new SSLParameters(new String[] {"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"});
        try (SecuredServer server = SecuredServer.start(folder, yaml)) {
            assertThat(session(server.getTls(null, reversed)).getCipherSuite()).isEqualTo(first);
            assertThatThrownBy(() -> server.getTls(null, other)).isInstanceOf(IOException.class);
        }
        try (SecuredServer server = SecuredServer.start(folder, yaml + "  prefer_server_cipher_suites: false\n")) {
            assertThat(session(server.getTls(null, reversed)).getCipherSuite()).isEqualTo(second);
        }
    }

    @Test
    void negotiatesAllowedCurves() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, TLS + "  curve_preferences: [CurveP384]\n")) {
            handshake(server, "secp384r1");
            assertThatThrownBy(() -> handshake(server, "x25519")).isInstanceOf(IOException.class);
        }
    }

    private static void handshake(SecuredServer server, String curve) throws Exception {
        try (SSLSocket socket = (SSLSocket) TestKeys.client(null)
                .getSocketFactory()
                .createSocket("127.0.0.1", server.address().getPort())) {
            socket.setSoTimeout(30_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setNamedGroups(new String[] {curve});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }

    @Test
    void reloadsTheCertificate() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, TLS)) {
            assertThat(session(server.getTls(null)).getPeerPrincipal().getName())
                    .isEqualTo("CN=server");
            install("server-rsa");
            assertThat(session(server.getTls(null)).getPeerPrincipal().getName())
                    .isEqualTo("CN=server-rsa");
        }
    }

    @Test
    void reloadsTheClientPolicy() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, TLS)) {
            assertThat(answers(server, "stranger")).isTrue();
            server.configure(TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n");
            assertThat(answers(server, "stranger")).isFalse();
            assertThat(answers(server, "client")).isTrue();
            Files.writeString(folder.resolve("ca.crt"), TestKeys.chain("stranger"));
            assertThat(answers(server, "stranger")).isTrue();
            assertThat(answers(server, "client")).isFalse();
        }
    }

    @Test
    void rejectsConnectionsWhileTheKeyIsInvalid() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, TLS)) {
            Files.writeString(folder.resolve("server.key"), TestKeys.key("client"));
            assertThat(answers(server, null)).isFalse();
            assertThat(server.logged())
                    .contains("level=ERROR msg=\"TLS handshake rejected\" err=\"key_file ("
                            + folder.resolve("server.key") + "): the key does not belong to the certificate\"\n");
            Files.delete(folder.resolve("server.key"));
            assertThat(answers(server, null)).isFalse();
            assertThat(server.logged())
                    .contains("msg=\"TLS handshake rejected\" err=\"key_file (" + folder.resolve("server.key")
                            + "): no such file\"\n");
            server.configure("rate_limit: {}\n");
            assertThat(answers(server, null)).isFalse();
            assertThat(server.logged())
                    .contains(
                            "err=\"tls_server_config was removed from the file; restart the exporter to serve plain HTTP\"\n");
            server.configure(TLS);
            install("server");
            assertThat(answers(server, null)).isTrue();
        }
    }

    @Test
    void closesPlainHttpConnections() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, TLS);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("node_load1", "HTTP/");
        }
    }

    @Test
    void timesOutDuringTheHandshake() throws Exception {
        try (SecuredServer server = SecuredServer.start(folder, TLS);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setTcpNoDelay(true);
            // The start of a TLS record, and then a byte every now and then.
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 300; i++) {
                            socket.getOutputStream().write(0);
                            Thread.sleep(50);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void answersWhileThreeHundredHandshakesStall() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (SecuredServer server = SecuredServer.start(folder, TLS)) {
            for (int i = 0; i < 300; i++) {
                silent.add(new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort()));
            }
            assertThat(server.getTls(null).body()).isEqualTo(SecuredServer.PAGE);
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void combinesTlsWithBasicAuthentication() throws Exception {
        try (SecuredServer server =
                SecuredServer.start(folder, TLS + "basic_auth_users: {alice: " + BasicAuthTest.SECRET + "}\n")) {
            HttpResponse<String> response = server.getTls(null);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEqualTo("Unauthorized\n");
        }
    }

    /** A lookup would delay each connection by seconds if no name server responds. */
    @Test
    void doesNotLookUpClientNames() throws Exception {
        NameLookups.OF_ADDRESSES.clear();
        try (SecuredServer server = SecuredServer.start(
                folder, TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n")) {
            assertThat(answers(server, "client")).isTrue();
            assertThat(answers(server, "stranger")).isFalse();
        }
        assertThat(NameLookups.OF_ADDRESSES).isEmpty();
        InetAddress.getByAddress(new byte[] {127, 0, 0, 9}).getHostName();
        assertThat(NameLookups.OF_ADDRESSES).as("lookups are recorded").containsExactly("7f000009");
    }

    private static boolean answers(SecuredServer server, String certificate) throws Exception {
        try {
            return server.getTls(certificate).statusCode() == 200;
        } catch (IOException handshakeFailed) {
            return false;
        }
    }

    private static SSLSession session(HttpResponse<String> response) {
        return response.sslSession().orElseThrow();
    }
}
