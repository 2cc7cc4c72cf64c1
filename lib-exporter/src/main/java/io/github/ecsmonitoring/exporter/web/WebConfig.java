package io.github.ecsmonitoring.exporter.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of {@code --web.config.file} in force: makes the server's sockets (TLS or plain) and stands before all its endpoints (rate limit,
 * headers, users). Users, headers and certificates may change while it runs; TLS on or off and the rate limit are as at the start.
 */
public final class WebConfig extends Filter {
    private final FromFiles<Settings> settings;
    private final HttpsConfigurator tls;
    private final TokenBucket rateLimit;
    private final BasicAuth users = new BasicAuth();
    private final Log log;

    private WebConfig(FromFiles<Settings> settings, HttpsConfigurator tls, TokenBucket rateLimit, Log log) {
        this.settings = settings;
        this.tls = tls;
        this.rateLimit = rateLimit;
        this.log = log;
    }

    /**
     * Reads the file and all that it names.
     *
     * @throws IOException if something can't be read or used: file, line, key, what it got and what is allowed, on one line
     */
    public static WebConfig open(Path file, Log log) throws IOException {
        FromFiles<Settings> settings = new FromFiles<>(List.of(file),
                () -> SettingsParser.parse(file, TextFile.read(file.toString(), file, StandardCharsets.UTF_8)));
        Settings first = settings.get();
        HttpsConfigurator tls = first.tls() == null ? null : ReloadedTls.open(settings, log);
        log.info(tls == null ? "TLS is disabled." : "TLS is enabled.", "http2", false);
        if (first.http2() && tls != null) {
            log.info("HTTP/2 is not supported: clients are answered by HTTP/1.1", "file", file);
        }
        Settings.RateLimit limit = first.rateLimit();
        TokenBucket bucket = limit == null ? null : new TokenBucket(limit.interval(), limit.burst(), System::nanoTime);
        return new WebConfig(settings, tls, bucket, log);
    }

    /** A server at this address that is not started yet. */
    public HttpServer bind(InetSocketAddress address, int backlog) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, backlog);
        }
        HttpsServer server = HttpsServer.create(address, backlog);
        server.setHttpsConfigurator(tls);
        return server;
    }

    /** Stands before a server's endpoints from now on. */
    public void guard(HttpContext context) {
        context.getFilters().add(this);
    }

    @Override
    public String description() {
        return "--web.config.file";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain next) throws IOException {
        Settings now;
        try {
            now = settings.get();
        } catch (IOException e) {
            log.error("Unable to parse configuration", "err", e.getMessage());
            refuse(exchange, 500, "Internal Server Error");
            return;
        }
        if (rateLimit != null && !rateLimit.take()) {
            refuse(exchange, 429, "Too Many Requests");
            return;
        }
        now.headers().forEach(exchange.getResponseHeaders()::set);
        switch (judge(now, exchange)) {
            case ADMITTED -> next.doFilter(exchange);
            case BUSY -> refuse(exchange, 429, "Too Many Requests");
            case REFUSED -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic");
                refuse(exchange, 401, "Unauthorized");
            }
        }
    }

    private BasicAuth.Verdict judge(Settings now, HttpExchange exchange) {
        return now.users().isEmpty() ? BasicAuth.Verdict.ADMITTED
                : users.judge(now.users(), exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void refuse(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = (text + "\n").getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }
}
