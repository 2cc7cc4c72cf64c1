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

/**
 * A client of the exporter that has this file, on its own machine: it speaks TLS if the file asks for it, and shows no
 * certificate.
 */
public final class OwnClient {
    private final SSLSocketFactory tls;
    private final boolean needsCertificate;

    private OwnClient(SSLSocketFactory tls, boolean needsCertificate) {
        this.tls = tls;
        this.needsCertificate = needsCertificate;
    }

    /**
     * A client for the server of this file.
     *
     * @throws IOException if the file can't be read or used
     */
    public static OwnClient of(Path file) throws IOException {
        Settings.Tls tls = SettingsParser.parse(file, TextFile.read(file.toString(), file, StandardCharsets.UTF_8))
                .tls();
        return tls == null ? new OwnClient(null, false) : new OwnClient(anyCertificate(), tls.clientAuth().requires);
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return tls == null ? "http" : "https";
    }

    /**
     * The same connection with TLS, if the file asks for it. It is null if the server has said in TLS that it lets
     * nobody in without a certificate, or would say it.
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
            // By TLS 1.2 the missing certificate ends the handshake or the connection; by 1.3 it does so only later,
            // which is not waited for.
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
            throw new IOException("TLS can't be used: " + e.getMessage(), e);
        }
    }

    /** The certificate is for a name that others know, and nothing secret is sent. */
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
