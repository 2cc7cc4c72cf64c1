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
 * Gives each new connection the certificates and settings of now. A configuration that can't be used ends the
 * connections until it is mended.
 */
final class ReloadedTls implements TlsLayer {
    private final FromFiles<Settings> settings;
    private final Log log;
    private Settings.Tls latest;
    private FromFiles<TlsContext> contexts;

    private ReloadedTls(FromFiles<Settings> settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    /** Reads the certificates for the first time. */
    static TlsLayer open(FromFiles<Settings> settings, Log log) throws IOException {
        ReloadedTls tls = new ReloadedTls(settings, log);
        tls.current();
        return tls;
    }

    private synchronized TlsContext current() throws IOException {
        Settings.Tls now = settings.get().tls();
        if (now == null) {
            throw new IOException("tls_server_config is gone from the file; plain HTTP needs a restart");
        }
        if (!now.equals(latest)) {
            List<Path> files = Stream.of(now.cert(), now.key(), now.clientCa())
                    .filter(Objects::nonNull)
                    .map(Settings.Source::file)
                    .filter(Objects::nonNull)
                    .toList();
            contexts = new FromFiles<>(files, () -> TlsContext.create(now));
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
            log.error("TLS handshake refused", "err", e.getMessage());
            throw e;
        }
        return now.secure(accepted);
    }
}
