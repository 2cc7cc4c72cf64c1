package io.github.ecsmonitoring.exporter.websecurity;

import io.github.ecsmonitoring.exporter.websecurity.WebSettings.ClientAuth;
import io.github.ecsmonitoring.exporter.websecurity.WebSettings.Source;
import io.github.ecsmonitoring.exporter.websecurity.WebSettings.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Parses {@code tls_server_config}. */
final class TlsSettingsParser {
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

    private TlsSettingsParser() {}

    /** Relative paths start at {@code folder}. Returns null for plain HTTP. */
    static Tls parse(YamlMapping root, Path folder) throws IOException {
        YamlMapping tls = root.mapping("tls_server_config");
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
        Source cert = source(tls, folder, "cert");
        Source key = source(tls, folder, "key");
        Source clientCa = source(tls, folder, "client_ca");
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
                    "has client authorities (client_ca) but no client_auth_type that requests certificates");
        }
        return settings;
    }

    /** A file takes precedence over inline text, as in exporter-toolkit. */
    private static Source source(YamlMapping tls, Path folder, String name) throws IOException {
        String file = tls.text(name + "_file");
        if (!file.isEmpty()) {
            return new Source(name + "_file", folder.resolve(file), null);
        }
        String text = tls.text(name);
        return text.isEmpty() ? null : new Source(name, null, text);
    }

    /** The JDK supports TLS 1.2 and 1.3: older versions may be allowed in addition, not alone. */
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

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> ordered(Object... namesAndValues) {
        Map<String, T> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], (T) namesAndValues[i + 1]);
        }
        return map;
    }
}
