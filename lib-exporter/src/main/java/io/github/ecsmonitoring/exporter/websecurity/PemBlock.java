package io.github.ecsmonitoring.exporter.websecurity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A block of a PEM file; text between blocks is ignored.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
record PemBlock(String type, boolean encrypted, byte[] der) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    static List<PemBlock> parse(WebSettings.Source source) throws IOException {
        List<PemBlock> blocks = new ArrayList<>();
        String type = null;
        boolean encrypted = false;
        StringBuilder body = new StringBuilder();
        for (String line : source.read().lines().map(String::strip).toList()) {
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                type = line.substring(BEGIN.length(), line.length() - DASHES.length());
                encrypted = type.startsWith("ENCRYPTED");
                body.setLength(0);
            } else if (type != null && line.startsWith(END)) {
                blocks.add(new PemBlock(type, encrypted, decode(source, type, body)));
                type = null;
            } else if (line.contains(":")) {
                encrypted |= line.startsWith("Proc-Type:") && line.endsWith("ENCRYPTED");
            } else {
                body.append(line);
            }
        }
        if (type != null) {
            throw new IOException(source + ": the block \"" + type + "\" has no END line");
        }
        return blocks;
    }

    private static byte[] decode(WebSettings.Source source, String type, CharSequence body) throws IOException {
        try {
            return Base64.getDecoder().decode(body.toString());
        } catch (IllegalArgumentException e) {
            throw new IOException(source + ": the block \"" + type + "\" is not valid base64", e);
        }
    }

    /** Reads one or more certificates. */
    static List<X509Certificate> certificates(WebSettings.Source source) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemBlock block : parse(source)) {
                if (block.type.equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der)));
                }
            }
        } catch (CertificateException e) {
            throw new IOException(
                    source + ": certificate " + (certificates.size() + 1) + " cannot be read: " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(source + ": expected at least one block \"CERTIFICATE\", got none");
        }
        return certificates;
    }
}
