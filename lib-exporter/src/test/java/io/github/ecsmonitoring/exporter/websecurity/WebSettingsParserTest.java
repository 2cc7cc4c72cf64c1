package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.exporter.log.Log;
import io.github.ecsmonitoring.exporter.websecurity.WebSettings.ClientAuth;
import io.github.ecsmonitoring.exporter.websecurity.WebSettings.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSettingsParserTest {
    private static final Path FILE = Path.of("/etc/exporter/web.yml");
    private static final String HASH = BasicAuthTest.SECRET;

    @Test
    void parsesEverySetting() throws Exception {
        assertThat(parse("""
                tls_server_config:
                  cert_file: server.crt
                  key_file: /run/secrets/server.key
                  client_ca: "inline"
                  client_auth_type: RequireAndVerifyClientCert
                  client_allowed_sans: [prometheus.example, 10.0.0.1]
                  min_version: TLS12
                  max_version: TLS13
                  cipher_suites:
                    - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                    - TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
                  curve_preferences: [X25519, CurveP256, CurveP384, CurveP521]
                  prefer_server_cipher_suites: false
                http_server_config:
                  http2: true
                  headers:
                    X-Frame-Options: deny
                basic_auth_users:
                  alice: %s
                  42: '%s'
                rate_limit:
                  interval: 1m30s
                  burst: 5
                """.formatted(HASH, HASH)))
                .isEqualTo(new WebSettings(
                        new WebSettings.Tls(
                                new Source("cert_file", Path.of("/etc/exporter/server.crt"), null),
                                new Source("key_file", Path.of("/run/secrets/server.key"), null),
                                new Source("client_ca", null, "inline"),
                                ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT,
                                List.of("prometheus.example", "10.0.0.1"),
                                List.of("TLSv1.2", "TLSv1.3"),
                                List.of(
                                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                                List.of("x25519", "secp256r1", "secp384r1", "secp521r1"),
                                false),
                        new WebSettings.RateLimit(Duration.ofSeconds(90), 5),
                        true,
                        Map.of("X-Frame-Options", "deny"),
                        Map.of("alice", HASH, "42", HASH)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "---\n",
                "~",
                "tls_server_config:\n",
                "tls_server_config: {}\nhttp_server_config: ~\nbasic_auth_users: {}\nrate_limit:\n",
                "rate_limit: {interval: 0, burst: 3}",
                "tls_server_config: {min_version: TLS13}",
                "http_server_config: {http2: false}",
            })
    void usesDefaults(String yaml) throws Exception {
        assertThat(parse(yaml)).isEqualTo(new WebSettings(null, null, false, Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "yes, true",
        "On, true",
        "y, true",
        "TRUE, true",
        "false, false",
        "No, false",
        "OFF, false",
        "n, false"
    })
    void parsesBooleansOfYaml11(String text, boolean value) throws Exception {
        assertThat(parse("http_server_config: {http2: " + text + "}").http2()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            TLS10, TLS13, TLSv1.2 TLSv1.3
            TLS11, TLS12, TLSv1.2
            TLS12, TLS12, TLSv1.2
            TLS12, TLS13, TLSv1.2 TLSv1.3
            TLS13, TLS13, TLSv1.3
            """)
    void allowsVersionsFromMinToMax(String min, String max, String protocols) throws Exception {
        WebSettings settings =
                parse("tls_server_config: {cert: a, key: b, min_version: " + min + ", max_version: " + max + "}");
        assertThat(settings.tls().protocols()).isEqualTo(List.of(protocols.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            x: 1                                     | :1: x is unknown, allowed tls_server_config, http_server_config, basic_auth_users, rate_limit
            [a]                                      | :1: the file must be a mapping of keys to values
            text                                     | :1: the file must be a mapping of keys to values
            rate_limit: {}\\nrate_limit: {}          | :2: rate_limit is a duplicate key
            rate_limit: {[a]: 1}                     | :1: rate_limit has a key that is not a string
            a: b: c                                  | :1: not valid YAML: mapping values are not allowed here
            "rate_limit: {"                          | :1: not valid YAML: expected the node content, but found '<stream end>'
            "a: @"                                   | :1: not valid YAML: found character '@' that cannot start any token. (Do not use @ for indentation)
            a: *b                                    | :1: not valid YAML: found undefined alias b
            a: 1\\n---\\nb: 2                        | :2: not valid YAML: but found another document
            tls_server_config: on                    | :1: tls_server_config must be a mapping of keys to values
            tls_server_config: {crt_file: a}         | :1: tls_server_config.crt_file is unknown, allowed cert, key, client_ca, cert_file, key_file, \
            client_ca_file, client_auth_type, client_allowed_sans, min_version, max_version, cipher_suites, curve_preferences, prefer_server_cipher_suites
            tls_server_config: {key_file: a}         | :1: tls_server_config has neither cert_file nor cert
            tls_server_config: {cert_file: a}        | :1: tls_server_config has neither key_file nor key
            tls_server_config: {client_ca_file: a}   | :1: tls_server_config has neither cert_file nor cert
            tls_server_config: {cert: a, key: b, client_ca_file: c} | :1: tls_server_config has client authorities (client_ca) but no client_auth_type that requests certificates
            tls_server_config: {cert_file: [a]}      | :1: tls_server_config.cert_file must be a string
            tls_server_config: {client_auth_type: Always} | :1: tls_server_config.client_auth_type must be one of NoClientCert, RequestClientCert, RequireAnyClientCert, \
            RequireClientCert, VerifyClientCertIfGiven, RequireAndVerifyClientCert, got 'Always'
            tls_server_config: {client_allowed_sans: a} | :1: tls_server_config.client_allowed_sans must be a list
            tls_server_config: {client_allowed_sans: [[a]]} | :1: tls_server_config.client_allowed_sans must be a list of strings
            tls_server_config:\\n  min_version: TLS14 | :2: tls_server_config.min_version must be one of TLS10, TLS11, TLS12, TLS13, got 'TLS14'
            tls_server_config: {max_version: 1.2}    | :1: tls_server_config.max_version must be one of TLS10, TLS11, TLS12, TLS13, got '1.2'
            tls_server_config: {max_version: TLS11}  | :1: tls_server_config.max_version must be one of TLS12, TLS13, got 'TLS11', which is not supported here
            tls_server_config: {max_version: TLS12, min_version: TLS13} | :1: tls_server_config.min_version is above max_version: TLS13 above TLS12
            tls_server_config: {cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]} | :1: tls_server_config.cipher_suites must be one of TLS_AES_128_GCM_SHA256, \
            TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, \
            TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, \
            TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, \
            TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, got 'TLS_RSA_WITH_RC4_128_SHA'
            tls_server_config: {curve_preferences: [P256]} | :1: tls_server_config.curve_preferences must be one of CurveP256, CurveP384, CurveP521, X25519, got 'P256'
            tls_server_config: {prefer_server_cipher_suites: maybe} | :1: tls_server_config.prefer_server_cipher_suites must be true or false, got 'maybe'
            http_server_config: {http3: true}        | :1: http_server_config.http3 is unknown, allowed http2, headers
            http_server_config: {http2: 2}           | :1: http_server_config.http2 must be true or false, got '2'
            http_server_config: {headers: {Server: x}} | :1: http_server_config.headers.Server is unknown, allowed Content-Security-Policy, \
            Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options, X-XSS-Protection
            http_server_config: {headers: {X-Frame-Options: allow}} | :1: http_server_config.headers.X-Frame-Options must be one of deny, sameorigin, got 'allow'
            http_server_config: {headers: {X-Content-Type-Options: sniff}} | :1: http_server_config.headers.X-Content-Type-Options must be one of nosniff, got 'sniff'
            "http_server_config: {headers: {X-XSS-Protection: ""a\\\\nb""}}" | :1: http_server_config.headers.X-XSS-Protection must be one line of ASCII text
            basic_auth_users: [alice]                | :1: basic_auth_users must be a mapping of keys to values
            basic_auth_users: {alice: secret}        | :1: basic_auth_users.alice must be a bcrypt hash of cost 4 to 31 such as $2y$10$ and 53 characters, got 6 characters of another form
            basic_auth_users: {alice: }              | :1: basic_auth_users.alice must be a bcrypt hash of cost 4 to 31 such as $2y$10$ and 53 characters, got 0 characters of another form
            rate_limit: {interval: soon, burst: 1}   | :1: rate_limit.interval must be a duration such as 1s, 500ms or 1m30s, got 'soon'
            rate_limit: {interval: -1s, burst: 1}    | :1: rate_limit.interval must be a duration such as 1s, 500ms or 1m30s, got '-1s'
            rate_limit: {interval: 1s, burst: many}  | :1: rate_limit.burst must be a whole number of at least 1, got 'many'
            rate_limit: {interval: 1s, burst: 0}     | :1: rate_limit.burst must be a whole number of at least 1, got 0: every request would be denied
            rate_limit: {interval: 1s}               | : rate_limit.burst must be a whole number of at least 1, got 0: every request would be denied
            rate_limit: {rate: 1}                    | :1: rate_limit.rate is unknown, allowed interval, burst
            """)
    void namesLineKeyValueAndWhatIsAllowed(String yaml, String message) {
        assertThatThrownBy(() ->
                        parse(yaml.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', '\\')))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(FILE + message);
    }

    @Test
    void namesTheFileThatCannotBeRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("web.yml");
        assertThatThrownBy(() -> open(file))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(file + ": no such file");
        Files.write(file, new byte[] {'#', (byte) 0xff});
        assertThatThrownBy(() -> open(file))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(file + ": not valid UTF-8");
        Files.writeString(file, "tls_server_config: {cert_file: a.crt, key_file: a.key}");
        assertThatThrownBy(() -> open(file))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("cert_file (" + folder.resolve("a.crt") + "): no such file");
        Files.writeString(folder.resolve("a.crt"), "nothing");
        Files.writeString(folder.resolve("a.key"), "nothing");
        assertThatThrownBy(() -> open(file))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("cert_file (" + folder.resolve("a.crt")
                        + "): expected at least one block \"CERTIFICATE\", got none");
        Files.writeString(folder.resolve("a.crt"), TestKeys.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> open(file))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith("cert_file (" + folder.resolve("a.crt") + "): certificate 1 cannot be read: ");
        Files.writeString(file, "tls_server_config: {cert_file: ., key_file: a.key}");
        assertThatThrownBy(() -> open(file))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("cert_file (" + folder.resolve(".") + "): Is a directory");
    }

    private static WebConfig open(Path file) throws IOException {
        return WebConfig.open(
                file, new Log(new PrintStream(OutputStream.nullOutputStream()), Log.Level.ERROR, Log.Format.LOGFMT));
    }

    private static WebSettings parse(String yaml) throws IOException {
        return WebSettingsParser.parse(FILE, yaml);
    }
}
