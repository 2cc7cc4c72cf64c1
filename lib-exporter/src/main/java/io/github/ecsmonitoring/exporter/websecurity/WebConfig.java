package io.github.ecsmonitoring.exporter.websecurity;

import io.github.ecsmonitoring.exporter.http.RequestExchange;
import io.github.ecsmonitoring.exporter.http.TlsLayer;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The configuration of {@code --web.config.file}: TLS for the server's connections, and rate limit, headers and users
 * for requests to each endpoint. Users, headers and certificates are reloaded when they change; enabling TLS and the
 * rate limit are fixed at the start.
 */
public final class WebConfig {
    private final FileCache<WebSettings> settings;
    private final TlsLayer tls;
    private final TokenBucket rateLimit;
    private final BasicAuth users = new BasicAuth();
    private final Log log;

    private WebConfig(FileCache<WebSettings> settings, TlsLayer tls, TokenBucket rateLimit, Log log) {
        this.settings = settings;
        this.tls = tls;
        this.rateLimit = rateLimit;
        this.log = log;
    }

    /**
     * Reads the file and the files that it names.
     *
     * @throws IOException if one cannot be read or is invalid, with one line of file, line, key, value and what is
     *     allowed
     */
    public static WebConfig open(Path file, Log log) throws IOException {
        FileCache<WebSettings> settings = new FileCache<>(
                List.of(file),
                () -> WebSettingsParser.parse(file, TextFile.read(file.toString(), file, StandardCharsets.UTF_8)));
        WebSettings first = settings.get();
        TlsLayer tls = first.tls() == null ? null : ReloadingTls.open(settings, log);
        log.info(tls == null ? "TLS is disabled." : "TLS is enabled.", "http2", false);
        if (first.http2() && tls != null) {
            log.info("HTTP/2 is not supported, serving HTTP/1.1", "file", file);
        }
        WebSettings.RateLimit limit = first.rateLimit();
        TokenBucket bucket = limit == null ? null : new TokenBucket(limit.interval(), limit.burst(), System::nanoTime);
        return new WebConfig(settings, tls, bucket, log);
    }

    /** Null for plain HTTP. */
    public TlsLayer tls() {
        return tls;
    }

    /**
     * Sets the configured headers; returns whether the request is granted. If not, the error response has been sent.
     */
    public boolean grants(RequestExchange exchange) throws IOException {
        WebSettings now;
        try {
            now = settings.get();
        } catch (IOException e) {
            log.error("Unable to parse configuration", "err", e.getMessage());
            exchange.sendError(500, "Internal Server Error");
            return false;
        }
        if (rateLimit != null && !rateLimit.take()) {
            exchange.sendError(429, "Too Many Requests");
            return false;
        }
        for (Map.Entry<String, String> each : now.headers().entrySet()) {
            exchange.setHeader(each.getKey(), each.getValue());
        }
        return grants(judge(now, exchange), exchange);
    }

    private static boolean grants(Verdict verdict, RequestExchange exchange) throws IOException {
        switch (verdict) {
            case GRANTED -> {
                return true;
            }
            case BUSY -> exchange.sendError(429, "Too Many Requests");
            case DENIED -> {
                exchange.setHeader("WWW-Authenticate", "Basic");
                exchange.sendError(401, "Unauthorized");
            }
        }
        return false;
    }

    private Verdict judge(WebSettings now, RequestExchange exchange) {
        return now.users().isEmpty()
                ? Verdict.GRANTED
                : users.judge(
                        now.users(), exchange.header("Authorization"), PasswordClient.of(exchange.clientAddress()));
    }
}
