package io.github.ecsmonitoring.exporter.websecurity;

import io.github.ecsmonitoring.exporter.websecurity.WebSettings.ClientAuth;
import io.github.ecsmonitoring.exporter.websecurity.WebSettings.Tls;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Keys, trusted authorities and parameters of TLS, ready for handshakes. */
record TlsContext(SSLContext context, Tls settings) {
    /** The suites of TLS 1.3 are not configurable, as in Go. */
    private static final List<String> CIPHERS_OF_13 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /**
     * The suites that Go regards as secure, best first; the JDK has the same names.
     *
     * @see <a href="https://pkg.go.dev/crypto/tls#CipherSuites">Go's crypto/tls</a>
     */
    static final List<String> CIPHERS = Stream.concat(
                    CIPHERS_OF_13.stream(),
                    Stream.of(
                            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"))
            .toList();

    private static final char[] NO_PASSWORD = {};
    /** Read by the JDK once, before the first handshake. */
    private static final String REJECT_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    /**
     * A client of TLS 1.2 may otherwise repeat the handshake within its connection without limit, which costs the
     * server more than the client. Go rejects that, too.
     */
    static void rejectRenegotiation() {
        if (System.getProperty(REJECT_RENEGOTIATION) == null) {
            System.setProperty(REJECT_RENEGOTIATION, "true");
        }
    }

    /** Reads certificates and keys. */
    static TlsContext create(Tls settings) throws IOException {
        KeyManager[] keys = keys(settings);
        TrustManager[] clients = {clients(settings)};
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, clients, null);
            return new TlsContext(context, settings);
        } catch (GeneralSecurityException e) {
            throw new IOException("tls_server_config is not usable: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(Tls settings) throws IOException {
        List<X509Certificate> chain = PemBlock.certificates(settings.cert());
        PrivateKey key = PrivateKeys.read(settings.key(), chain.getFirst().getPublicKey());
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(settings.cert() + ": not usable with " + settings.key() + ": " + e.getMessage(), e);
        }
    }

    private static ClientCertificates clients(Tls settings) throws IOException {
        // Read under any policy, so that mistakes are reported.
        List<X509Certificate> certificates =
                settings.clientCa() == null ? null : PemBlock.certificates(settings.clientCa());
        try {
            X509ExtendedTrustManager authorities = settings.clientAuth().verifies ? authorities(certificates) : null;
            return new ClientCertificates(authorities, settings.allowedSans());
        } catch (GeneralSecurityException e) {
            throw new IOException(settings.clientCa() + ": not usable: " + e.getMessage(), e);
        }
    }

    /** {@code certificates} null stands for the JDK's authorities. */
    private static X509ExtendedTrustManager authorities(List<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = null;
        if (certificates != null) {
            store = emptyStore();
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("authority " + store.size(), certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** Performs the handshake. */
    Socket secure(Socket accepted) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true);
        secured.setUseClientMode(false);
        secured.setSSLParameters(parameters(secured.getSSLParameters()));
        secured.startHandshake();
        return secured;
    }

    private SSLParameters parameters(SSLParameters parameters) {
        parameters.setProtocols(settings.protocols().toArray(String[]::new));
        parameters.setCipherSuites(
                settings.ciphers().isEmpty()
                        ? CIPHERS.toArray(String[]::new)
                        : Stream.concat(CIPHERS_OF_13.stream(), settings.ciphers().stream())
                                .distinct()
                                .toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(settings.preferServerCiphers());
        if (!settings.groups().isEmpty()) {
            parameters.setNamedGroups(settings.groups().toArray(String[]::new));
        }
        ClientAuth clients = settings.clientAuth();
        // A client that may omit the certificate could bypass the allowed names.
        boolean requires = clients.requires || clients.asks && settings.allowedSans() != null;
        parameters.setWantClientAuth(clients.asks);
        if (requires) {
            parameters.setNeedClientAuth(true);
        }
        return parameters;
    }
}
