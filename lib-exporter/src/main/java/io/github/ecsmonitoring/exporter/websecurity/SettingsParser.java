package io.github.ecsmonitoring.exporter.websecurity;

import io.github.ecsmonitoring.exporter.flags.GoDuration;
import io.github.ecsmonitoring.exporter.websecurity.Settings.ClientAuth;
import io.github.ecsmonitoring.exporter.websecurity.Settings.RateLimit;
import io.github.ecsmonitoring.exporter.websecurity.Settings.Source;
import io.github.ecsmonitoring.exporter.websecurity.Settings.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the file's text; every error is one line that names file, line and key, what it got and what is allowed. */
final class SettingsParser {
    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final Map<String, ClientAuth> CLIENT_AUTH = ordered(
            "NoClientCert", ClientAuth.NO_CLIENT_CERT,
            "RequestClientCert", ClientAuth.REQUEST_CLIENT_CERT,
            "RequireAnyClientCert", ClientAuth.REQUIRE_ANY_CLIENT_CERT,
            "RequireClientCert", ClientAuth.REQUIRE_ANY_CLIENT_CERT,
            "VerifyClientCertIfGiven", ClientAuth.VERIFY_CLIENT_CERT_IF_GIVEN,
            "RequireAndVerifyClientCert", ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT);
    private static final Map<String, String> CURVES =
            ordered("CurveP256", "secp256r1", "CurveP384", "secp384r1", "CurveP521", "secp521r1", "X25519", "x25519");
    private static final Map<String, String> CIPHERS = ordered(
            TlsContext.CIPHERS.stream().flatMap(name -> Stream.of(name, name)).toArray());
    /** The headers that may be set, and their values if only some make sense. */
    private static final Map<String, List<String>> HEADERS = ordered(
            "Content-Security-Policy", List.<String>of(),
            "Strict-Transport-Security", List.<String>of(),
            "X-Content-Type-Options", List.of("nosniff"),
            "X-Frame-Options", List.of("deny", "sameorigin"),
            "X-XSS-Protection", List.<String>of());

    private final Path folder;
    private final YamlMapping root;

    private SettingsParser(Path file, YamlMapping root) {
        this.folder = file.toAbsolutePath().getParent();
        this.root = root;
    }

    static Settings parse(Path file, String yaml) throws IOException {
        YamlMapping root = YamlMapping.parse(file.toString(), yaml)
                .allow("tls_server_config", "http_server_config", "basic_auth_users", "rate_limit");
        return new SettingsParser(file, root).settings();
    }

    private Settings settings() throws IOException {
        YamlMapping http = root.mapping("http_server_config").allow("http2", "headers");
        http.toggle("http2", true);
        return new Settings(
                tls(root.mapping("tls_server_config")),
                rateLimit(root.mapping("rate_limit")),
                http.has("http2") && http.toggle("http2", true),
                headers(http.mapping("headers")),
                users(root.mapping("basic_auth_users")));
    }

    private Tls tls(YamlMapping tls) throws IOException {
        tls.allow(
                "cert",
                "key",
                "client_ca",
                "cert_file",
                "key_file",
                "client_ca_file",
                "client_auth_type",
                "client_allowed_sans",
                "min_version",
                "max_version",
                "cipher_suites",
                "curve_preferences",
                "prefer_server_cipher_suites");
        Source cert = source(tls, "cert");
        Source key = source(tls, "key");
        Source clientCa = source(tls, "client_ca");
        ClientAuth clientAuth = tls.choice("client_auth_type", CLIENT_AUTH, null);
        List<String> protocols = protocols(tls);
        Tls settings = new Tls(
                cert,
                key,
                clientCa,
                clientAuth == null ? ClientAuth.NO_CLIENT_CERT : clientAuth,
                tls.texts("client_allowed_sans"),
                protocols,
                tls.choices("cipher_suites", CIPHERS),
                tls.choices("curve_preferences", CURVES),
                tls.toggle("prefer_server_cipher_suites", true));
        if (cert == null && key == null && clientCa == null && clientAuth == null) {
            return null;
        }
        if (cert == null || key == null) {
            String missing = cert == null ? "cert" : "key";
            throw root.error("tls_server_config", "has neither " + missing + "_file nor " + missing);
        }
        if (clientCa != null && settings.clientAuth() == ClientAuth.NO_CLIENT_CERT) {
            throw root.error(
                    "tls_server_config",
                    "has client authorities (client_ca) but no client_auth_type that asks for certificates");
        }
        return settings;
    }

    /** A file goes before a text, as in the toolkit; its path starts at the configuration's folder. */
    private Source source(YamlMapping tls, String name) throws IOException {
        String file = tls.text(name + "_file");
        if (!file.isEmpty()) {
            return new Source(name + "_file", folder.resolve(file), null);
        }
        String text = tls.text(name);
        return text.isEmpty() ? null : new Source(name, null, text);
    }

    /** The JDK speaks 1.2 and 1.3: older ones may be allowed, but not be all that is allowed. */
    private static List<String> protocols(YamlMapping tls) throws IOException {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        VERSIONS.forEach(version -> numbers.put(version, numbers.size()));
        int min = tls.choice("min_version", numbers, 2);
        int max = tls.choice("max_version", numbers, 3);
        if (max < 2) {
            throw tls.error(
                    "max_version",
                    "must be one of TLS12, TLS13, got '" + VERSIONS.get(max) + "', which is not supported here");
        }
        if (min > max) {
            throw tls.error("min_version", "is above max_version: TLS13 above TLS12");
        }
        return Stream.of("TLSv1.2", "TLSv1.3")
                .skip(Math.max(0, min - 2))
                .limit(max - Math.max(1, min - 1))
                .toList();
    }

    private static Map<String, String> headers(YamlMapping headers) throws IOException {
        headers.allow(HEADERS.keySet().toArray(String[]::new));
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : headers.keys()) {
            List<String> allowed = HEADERS.get(name);
            String value = headers.text(name);
            if (!allowed.isEmpty() && !allowed.contains(value)) {
                throw headers.error(name, "must be one of " + String.join(", ", allowed) + ", got '" + value + "'");
            }
            if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw headers.error(name, "must be one line of ASCII text");
            }
            values.put(name, value);
        }
        return values;
    }

    private static Map<String, String> users(YamlMapping users) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String user : users.keys()) {
            String hash = users.text(user);
            if (!BasicAuth.isHash(hash)) {
                throw users.error(
                        user,
                        "must be a bcrypt hash of cost 4 to 31 such as $2y$10$ and 53 characters, got " + hash.length()
                                + " characters of another form");
            }
            hashes.put(user, hash);
        }
        return hashes;
    }

    private static RateLimit rateLimit(YamlMapping limit) throws IOException {
        limit.allow("interval", "burst");
        Duration interval;
        try {
            interval = interval(limit.text("interval"));
        } catch (IllegalArgumentException e) {
            throw limit.error("interval", e.getMessage());
        }
        int burst = 0;
        String text = limit.text("burst");
        try {
            burst = text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw limit.error("burst", "must be a whole number from 1 on, got '" + text + "'");
        }
        if (interval.isZero()) {
            return null;
        }
        if (burst < 1) {
            throw limit.error(
                    "burst", "must be a whole number from 1 on, got " + burst + ": no request would ever be let in");
        }
        return new RateLimit(interval, burst);
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> ordered(Object... namesAndValues) {
        Map<String, T> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], (T) namesAndValues[i + 1]);
        }
        return map;
    }

    /** Nothing is no limit, and a number alone is nanoseconds, as Go's YAML reader has it. */
    private static Duration interval(String text) {
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        return text.matches("[0-9]{1,18}") ? Duration.ofNanos(Long.parseLong(text)) : GoDuration.parse(text);
    }
}
