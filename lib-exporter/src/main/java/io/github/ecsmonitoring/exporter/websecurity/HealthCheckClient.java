package io.github.ecsmonitoring.exporter.websecurity;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A client of an exporter on this machine, which uses TLS if the exporter's configuration file does. */
public final class HealthCheckClient {
    private final SSLSocketFactory tls;
    private final boolean needsCertificate;

    private HealthCheckClient(SSLSocketFactory tls, boolean needsCertificate) {
        this.tls = tls;
        this.needsCertificate = needsCertificate;
    }

    /**
     * A client for an exporter with this configuration file.
     *
     * @throws IOException if the file cannot be read or is invalid
     */
    public static HealthCheckClient of(Path file) throws IOException {
        WebSettings.Tls tls = WebSettingsParser.parse(
                        file, TextFile.read(file.toString(), file, StandardCharsets.UTF_8))
                .tls();
        return tls == null
                ? new HealthCheckClient(null, false)
                : new HealthCheckClient(anyCertificate(), tls.clientAuth().requires);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }

    /**
     * Adds TLS to the connection if the file enables it. Returns null if the server requires a client certificate,
     * which this client does not have: the server is up, but will not respond.
     */
    public Socket secure(Socket connected) throws IOException {
        if (tls == null) {
            return connected;
        }
        SSLSocket secured = (SSLSocket)
                tls.createSocket(connected, connected.getInetAddress().getHostAddress(), connected.getPort(), true);
        try {
            secured.startHandshake();
        } catch (SSLException | SocketException e) {
            // Without a certificate, TLS 1.2 fails in the handshake; TLS 1.3 only later, which is not waited for.
            if (!needsCertificate || e.getCause() instanceof EOFException) {
                throw e;
            }
        }
        return needsCertificate ? null : secured;
    }

    private static SSLSocketFactory anyCertificate() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + e.getMessage(), e);
        }
    }

    /** The certificate names an external host, and nothing secret is sent. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new UnsupportedOperationException("this is the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new UnsupportedOperationException("this is the client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException("this is the client");
        }
    }
}
