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
    void servesByTlsWithHttp11(String alias) throws Exception {
        install(alias);
        try (Site site = Site.start(folder, TLS)) {
            HttpResponse<String> response = site.getTls(null);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo(Site.PAGE);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(session(response).getProtocol()).isEqualTo("TLSv1.3");
            assertThat(session(response).getPeerPrincipal().getName()).isEqualTo("CN=" + alias);
            assertThat(site.logged()).isEqualTo("""
                    level=INFO msg="TLS is enabled." http2=false
                    level=INFO msg="Listening on" address=127.0.0.1:%d
                    """.formatted(site.address().getPort()));
        }
    }

    @Test
    void takesKeysFromTheFileItself() throws Exception {
        String yaml = "tls_server_config:\n  cert: |\n"
                + TestKeys.chain("server").indent(4) + "  key: |\n"
                + TestKeys.key("server").indent(4) + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca: |\n"
                + TestKeys.chain("ca").indent(4);
        try (Site site = Site.start(folder, yaml)) {
            assertThat(site.getTls("client").body()).isEqualTo(Site.PAGE);
        }
    }

    @Test
    void saysThatHttp2IsNotSpoken() throws Exception {
        try (Site site = Site.start(folder, TLS + "http_server_config: {http2: true}")) {
            assertThat(site.getTls(null).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(site.logged())
                    .contains("level=INFO msg=\"HTTP/2 is not supported: clients are answered by HTTP/1.1\" file="
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
    void asksClientsForWhatThePolicySays(String policy, boolean nobody, boolean known, boolean stranger)
            throws Exception {
        String authority = policy.equals("NoClientCert") ? "" : "  client_ca_file: ca.crt\n";
        try (Site site = Site.start(folder, TLS + "  client_auth_type: " + policy + "\n" + authority)) {
            assertThat(answers(site, null)).as("without a certificate").isEqualTo(nobody);
            assertThat(answers(site, "client"))
                    .as("with a certificate of the authority")
                    .isEqualTo(known);
            assertThat(answers(site, "stranger"))
                    .as("with a certificate of its own")
                    .isEqualTo(stranger);
        }
    }

    @Test
    void trustsTheJdksAuthoritiesWithoutOthers() throws Exception {
        try (Site site = Site.start(folder, TLS + "  client_auth_type: RequireAndVerifyClientCert\n")) {
            assertThat(answers(site, "client")).isFalse();
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
    void letsOnlyAllowedNamesIn(String name, boolean allowed) throws Exception {
        for (String policy : new String[] {"RequireAndVerifyClientCert", "RequestClientCert"}) {
            String yaml = TLS + "  client_auth_type: " + policy + "\n  client_ca_file: ca.crt\n"
                    + "  client_allowed_sans: [other.example, '" + name + "']\n";
            try (Site site = Site.start(folder, yaml)) {
                assertThat(answers(site, "client")).as(policy).isEqualTo(allowed);
                assertThat(answers(site, "stranger")).as("without any name").isFalse();
                assertThat(answers(site, null)).as("without a certificate").isFalse();
            }
        }
    }

    @Test
    void speaksTheVersionsThatAreAllowed() throws Exception {
        try (Site site = Site.start(folder, TLS + "  max_version: TLS12\n  min_version: TLS10\n")) {
            assertThat(session(site.getTls(null)).getProtocol()).isEqualTo("TLSv1.2");
        }
        try (Site site = Site.start(folder, TLS + "  min_version: TLS13\n")) {
            assertThat(session(site.getTls(null)).getProtocol()).isEqualTo("TLSv1.3");
            SSLParameters old = new SSLParameters(null, new String[] {"TLSv1.2"});
            assertThatThrownBy(() -> site.getTls(null, old)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void choosesAmongTheCiphersThatAreAllowedByItsOwnOrderOrTheClients() throws Exception {
        String first = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        String second = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        String yaml = TLS + "  max_version: TLS12\n  cipher_suites: [" + first + ", " + second + "]\n";
        SSLParameters reversed = new SSLParameters(new String[] {second, first});
        SSLParameters other = new SSLParameters(new String[] {"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"});
        try (Site site = Site.start(folder, yaml)) {
            assertThat(session(site.getTls(null, reversed)).getCipherSuite()).isEqualTo(first);
            assertThatThrownBy(() -> site.getTls(null, other)).isInstanceOf(IOException.class);
        }
        try (Site site = Site.start(folder, yaml + "  prefer_server_cipher_suites: false\n")) {
            assertThat(session(site.getTls(null, reversed)).getCipherSuite()).isEqualTo(second);
        }
    }

    @Test
    void agreesOnACurveThatIsAllowed() throws Exception {
        try (Site site = Site.start(folder, TLS + "  curve_preferences: [CurveP384]\n")) {
            handshake(site, "secp384r1");
            assertThatThrownBy(() -> handshake(site, "x25519")).isInstanceOf(IOException.class);
        }
    }

    private static void handshake(Site site, String curve) throws Exception {
        try (SSLSocket socket = (SSLSocket) TestKeys.client(null)
                .getSocketFactory()
                .createSocket("127.0.0.1", site.address().getPort())) {
            socket.setSoTimeout(30_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setNamedGroups(new String[] {curve});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }
    }

    @Test
    void showsANewCertificateWithoutARestart() throws Exception {
        try (Site site = Site.start(folder, TLS)) {
            assertThat(session(site.getTls(null)).getPeerPrincipal().getName()).isEqualTo("CN=server");
            install("server-rsa");
            assertThat(session(site.getTls(null)).getPeerPrincipal().getName()).isEqualTo("CN=server-rsa");
        }
    }

    @Test
    void asksForCertificatesOnceTheFileSaysSo() throws Exception {
        try (Site site = Site.start(folder, TLS)) {
            assertThat(answers(site, "stranger")).isTrue();
            site.configure(TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n");
            assertThat(answers(site, "stranger")).isFalse();
            assertThat(answers(site, "client")).isTrue();
            Files.writeString(folder.resolve("ca.crt"), TestKeys.chain("stranger"));
            assertThat(answers(site, "stranger")).isTrue();
            assertThat(answers(site, "client")).isFalse();
        }
    }

    @Test
    void refusesConnectionsWhileItsKeyIsBrokenAndRecovers() throws Exception {
        try (Site site = Site.start(folder, TLS)) {
            Files.writeString(folder.resolve("server.key"), TestKeys.key("client"));
            assertThat(answers(site, null)).isFalse();
            assertThat(site.logged())
                    .contains("level=ERROR msg=\"TLS handshake refused\" err=\"key_file ("
                            + folder.resolve("server.key") + "): the key does not belong to the certificate\"\n");
            Files.delete(folder.resolve("server.key"));
            assertThat(answers(site, null)).isFalse();
            assertThat(site.logged())
                    .contains("msg=\"TLS handshake refused\" err=\"key_file (" + folder.resolve("server.key")
                            + "): no such file\"\n");
            site.configure("rate_limit: {}\n");
            assertThat(answers(site, null)).isFalse();
            assertThat(site.logged())
                    .contains("err=\"tls_server_config is gone from the file; plain HTTP needs a restart\"\n");
            site.configure(TLS);
            install("server");
            assertThat(answers(site, null)).isTrue();
        }
    }

    @Test
    void closesAConnectionThatSpeaksPlainHttp() throws Exception {
        try (Site site = Site.start(folder, TLS);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), site.address().getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("node_load1", "HTTP/");
        }
    }

    @Test
    void waitsFiveSecondsForAClientToAgree() throws Exception {
        try (Site site = Site.start(folder, TLS);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), site.address().getPort())) {
            socket.setTcpNoDelay(true);
            // The first bytes of a record that says how many follow, and then one now and then.
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
    void answersWhileThreeHundredClientsDoNotAgree() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (Site site = Site.start(folder, TLS)) {
            for (int i = 0; i < 300; i++) {
                silent.add(new Socket(
                        InetAddress.getLoopbackAddress(), site.address().getPort()));
            }
            assertThat(site.getTls(null).body()).isEqualTo(Site.PAGE);
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void asksForAPasswordToo() throws Exception {
        try (Site site = Site.start(folder, TLS + "basic_auth_users: {alice: " + BasicAuthTest.SECRET + "}\n")) {
            HttpResponse<String> response = site.getTls(null);
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEqualTo("Unauthorized\n");
        }
    }

    /** Where no name server answers, each connection would wait seconds for it. */
    @Test
    void looksUpNoNamesOfClients() throws Exception {
        NameLookups.OF_ADDRESSES.clear();
        try (Site site = Site.start(
                folder, TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.crt\n")) {
            assertThat(answers(site, "client")).isTrue();
            assertThat(answers(site, "stranger")).isFalse();
        }
        assertThat(NameLookups.OF_ADDRESSES).isEmpty();
    }

    private static boolean answers(Site site, String certificate) throws Exception {
        try {
            return site.getTls(certificate).statusCode() == 200;
        } catch (IOException handshakeFailed) {
            return false;
        }
    }

    private static SSLSession session(HttpResponse<String> response) {
        return response.sslSession().orElseThrow();
    }
}
