package io.github.ecsmonitoring.exporter.websecurity;

import io.github.ecsmonitoring.exporter.flags.GoDuration;
import io.github.ecsmonitoring.exporter.websecurity.WebSettings.RateLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parses the configuration; each error is one line with file, line, key, value and what is allowed. */
final class WebSettingsParser {
    /** The allowed headers, with the allowed values; an empty list allows any value. */
    private static final Map<String, List<String>> HEADERS = Map.of(
            "Content-Security-Policy", List.of(),
            "Strict-Transport-Security", List.of(),
            "X-Content-Type-Options", List.of("nosniff"),
            "X-Frame-Options", List.of("deny", "sameorigin"),
            "X-XSS-Protection", List.of());

    private WebSettingsParser() {}

    static WebSettings parse(Path file, String yaml) throws IOException {
        YamlMapping root = YamlMapping.parse(file.toString(), yaml)
                .allow("tls_server_config", "http_server_config", "basic_auth_users", "rate_limit");
        YamlMapping http = root.mapping("http_server_config").allow("http2", "headers");
        http.toggle("http2", true);
        return new WebSettings(
                TlsSettingsParser.parse(root, file.toAbsolutePath().getParent()),
                rateLimit(root.mapping("rate_limit")),
                http.has("http2") && http.toggle("http2", true),
                headers(http.mapping("headers")),
                users(root.mapping("basic_auth_users")));
    }

    private static Map<String, String> headers(YamlMapping headers) throws IOException {
        headers.allow(HEADERS.keySet().stream().sorted().toArray(String[]::new));
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
            throw limit.error("burst", "must be a whole number of at least 1, got '" + text + "'");
        }
        if (interval.isZero()) {
            return null;
        }
        if (burst < 1) {
            throw limit.error(
                    "burst", "must be a whole number of at least 1, got " + burst + ": every request would be denied");
        }
        return new RateLimit(interval, burst);
    }

    /** Empty means no limit. A number without unit is in nanoseconds, as in Go's YAML parser. */
    private static Duration interval(String text) {
        if (text.isEmpty()) {
            return Duration.ZERO;
        }
        return text.matches("[0-9]{1,18}") ? Duration.ofNanos(Long.parseLong(text)) : GoDuration.parse(text);
    }
}
