package io.github.ecsmonitoring.exporter.websecurity;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Verifies client certificates by authorities and by allowed names, as far as each is configured. */
final class ClientCertificates extends X509ExtendedTrustManager {
    private static final int IP_ADDRESS = 7;
    /** E-mail, DNS, URI and IP, by the numbers of RFC 5280. */
    private static final Set<Integer> COMPARED = Set.of(1, 2, 6, IP_ADDRESS);

    private final X509ExtendedTrustManager authorities;
    private final Set<String> allowedNames;

    /** {@code authorities} null accepts any certificate, {@code allowedNames} null any name. */
    ClientCertificates(X509ExtendedTrustManager authorities, List<String> allowedNames) {
        this.authorities = authorities;
        this.allowedNames = allowedNames == null ? null : new HashSet<>(allowedNames);
        if (allowedNames != null) {
            allowedNames.stream()
                    .filter(name -> name.contains(":"))
                    .forEach(name -> this.allowedNames.add(longAddress(name)));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (authorities != null) {
            authorities.checkClientTrusted(chain, authType, socket);
        }
        if (allowedNames != null && !hasAllowedName(chain[0])) {
            throw new CertificateException("the certificate has none of the names of client_allowed_sans");
        }
    }

    private boolean hasAllowedName(X509Certificate certificate) throws CertificateException {
        if (certificate.getSubjectAlternativeNames() == null) {
            return false;
        }
        for (List<?> name : certificate.getSubjectAlternativeNames()) {
            if (COMPARED.contains(name.get(0))) {
                String text = (String) name.get(1);
                if (allowedNames.contains(name.get(0).equals(IP_ADDRESS) ? longAddress(text) : text)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The JDK writes IPv6 addresses with all their zeros. */
    private static String longAddress(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checkClientTrusted(chain, authType, (Socket) null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("the server uses sockets");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("this is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("this is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("this is a server");
    }
}
