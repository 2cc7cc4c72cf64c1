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
 * A file of {@code --web.config.file} in force: TLS for the server's connections, and a guard (rate limit, headers,
 * users) that is asked before each endpoint. Users, headers and certificates may change while it runs; TLS on or off
 * and the rate limit are as at the start.
 */
public final class WebConfig {
    private final FromFiles<Settings> settings;
    private final TlsLayer tls;
    private final TokenBucket rateLimit;
    private final BasicAuth users = new BasicAuth();
    private final Log log;

    private WebConfig(FromFiles<Settings> settings, TlsLayer tls, TokenBucket rateLimit, Log log) {
        this.settings = settings;
        this.tls = tls;
        this.rateLimit = rateLimit;
        this.log = log;
    }

    /**
     * Reads the file and all that it names.
     *
     * @throws IOException if something can't be read or used: file, line, key, what it got and what is allowed, on one
     *     line
     */
    public static WebConfig open(Path file, Log log) throws IOException {
        FromFiles<Settings> settings = new FromFiles<>(
                List.of(file),
                () -> SettingsParser.parse(file, TextFile.read(file.toString(), file, StandardCharsets.UTF_8)));
        Settings first = settings.get();
        TlsLayer tls = first.tls() == null ? null : ReloadedTls.open(settings, log);
        log.info(tls == null ? "TLS is disabled." : "TLS is enabled.", "http2", false);
        if (first.http2() && tls != null) {
            log.info("HTTP/2 is not supported: clients are answered by HTTP/1.1", "file", file);
        }
        Settings.RateLimit limit = first.rateLimit();
        TokenBucket bucket = limit == null ? null : new TokenBucket(limit.interval(), limit.burst(), System::nanoTime);
        return new WebConfig(settings, tls, bucket, log);
    }

    /** What makes TLS of a connection; null for plain HTTP. */
    public TlsLayer tls() {
        return tls;
    }

    /** Whether the request may be answered, with headers that are set here. If it may not, it has been refused. */
    public boolean admits(RequestExchange exchange) throws IOException {
        Settings now;
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
        return admits(judge(now, exchange), exchange);
    }

    private static boolean admits(BasicAuth.Verdict verdict, RequestExchange exchange) throws IOException {
        switch (verdict) {
            case ADMITTED -> {
                return true;
            }
            case BUSY -> exchange.sendError(429, "Too Many Requests");
            case REFUSED -> {
                exchange.setHeader("WWW-Authenticate", "Basic");
                exchange.sendError(401, "Unauthorized");
            }
        }
        return false;
    }

    private BasicAuth.Verdict judge(Settings now, RequestExchange exchange) {
        return now.users().isEmpty()
                ? BasicAuth.Verdict.ADMITTED
                : users.judge(now.users(), exchange.header("Authorization"));
    }
}
