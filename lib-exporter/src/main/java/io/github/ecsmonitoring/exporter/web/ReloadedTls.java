package io.github.ecsmonitoring.exporter.web;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Gives each new connection the certificates and settings of now. The JDK's server keeps the one context that it was given, so this
 * one passes each engine on to another. A configuration that can't be used ends the handshakes until it is mended.
 */
final class ReloadedTls extends SSLContextSpi {
    private final FromFiles<Settings> settings;
    private final Log log;
    private Settings.Tls latest;
    private FromFiles<TlsContext> contexts;

    private ReloadedTls(FromFiles<Settings> settings, Log log) {
        this.settings = settings;
        this.log = log;
    }

    /** Reads the certificates for the first time. */
    static HttpsConfigurator open(FromFiles<Settings> settings, Log log) throws IOException {
        ReloadedTls spi = new ReloadedTls(settings, log);
        SSLContext first = spi.current().context();
        return new HttpsConfigurator(new SSLContext(spi, first.getProvider(), first.getProtocol()) {}) {
            @Override
            public void configure(HttpsParameters parameters) {
                // The engine came with all that it needs; the default would undo it.
            }
        };
    }

    private synchronized TlsContext current() throws IOException {
        Settings.Tls now = settings.get().tls();
        if (now == null) {
            throw new IOException("tls_server_config is gone from the file; plain HTTP needs a restart");
        }
        if (!now.equals(latest)) {
            List<Path> files = Stream.of(now.cert(), now.key(), now.clientCa())
                    .filter(Objects::nonNull).map(Settings.Source::file).filter(Objects::nonNull).toList();
            contexts = new FromFiles<>(files, () -> TlsContext.create(now));
            latest = now;
        }
        return contexts.get();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        try {
            return current().engine(host, port);
        } catch (IOException e) {
            log.error("TLS handshake refused", "err", e.getMessage());
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return engineCreateSSLEngine(null, -1);
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) throws KeyManagementException {
        throw new KeyManagementException("is made of a file");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        throw new UnsupportedOperationException("the server uses engines");
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        throw new UnsupportedOperationException("the server uses engines");
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return null;
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return null;
    }
}
