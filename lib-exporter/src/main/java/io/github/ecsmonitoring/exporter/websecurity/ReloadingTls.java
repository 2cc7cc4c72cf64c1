package io.github.ecsmonitoring.exporter.websecurity;

import io.github.ecsmonitoring.exporter.http.TlsLayer;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Uses the current certificates and settings for each new connection. While the configuration is invalid, connections
 * are closed.
 */
final class ReloadingTls implements TlsLayer {
    private final FileCache<WebSettings> settings;
    private final Log log;
    private WebSettings.Tls latest;
    private FileCache<TlsContext> contexts;

    private ReloadingTls(FileCache<WebSettings> settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    /** @throws IOException if a certificate or key cannot be read */
    static TlsLayer open(FileCache<WebSettings> settings, Log log) throws IOException {
        TlsContext.rejectRenegotiation();
        ReloadingTls tls = new ReloadingTls(settings, log);
        tls.current();
        return tls;
    }

    private synchronized TlsContext current() throws IOException {
        WebSettings.Tls now = settings.get().tls();
        if (now == null) {
            throw new IOException(
                    "tls_server_config was removed from the file; restart the exporter to serve plain HTTP");
        }
        if (!now.equals(latest)) {
            List<Path> files = Stream.of(now.cert(), now.key(), now.clientCa())
                    .filter(Objects::nonNull)
                    .map(WebSettings.Source::file)
                    .filter(Objects::nonNull)
                    .toList();
            contexts = new FileCache<>(files, () -> TlsContext.create(now));
            latest = now;
        }
        return contexts.get();
    }

    @Override
    public Socket secure(Socket accepted) throws IOException {
        TlsContext now;
        try {
            now = current();
        } catch (IOException e) {
            log.error("TLS handshake rejected", "err", e.getMessage());
            throw e;
        }
        return now.secure(accepted);
    }
}
