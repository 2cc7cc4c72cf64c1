package io.github.ecsmonitoring.exporter.websecurity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Keys and certificates made once by the JDK's keytool: an authority, certificates that it signed, and a self-signed
 * one.
 */
public final class TestKeys {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final KeyStore STORE = make();

    private TestKeys() {}

    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("keys");
            Path file = folder.resolve("keys.p12");
            try {
                keytool(file, "ca", "EC", "-ext", "bc:c");
                keytool(file, "server", "EC", "-signer", "ca", "-ext", "san=ip:127.0.0.1,dns:localhost");
                keytool(file, "server-rsa", "RSA", "-ext", "san=ip:127.0.0.1,dns:localhost");
                keytool(file, "server-ed", "Ed25519", "-ext", "san=ip:127.0.0.1,dns:localhost");
                keytool(
                        file,
                        "client",
                        "EC",
                        "-signer",
                        "ca",
                        "-ext",
                        "eku=clientAuth",
                        "-ext",
                        "san=dns:prometheus.example,ip:10.1.2.3,ip:2001:db8:0:0:0:0:0:1,email:ops@example.org,uri:spiffe://example/prometheus");
                keytool(file, "stranger", "RSA");
                KeyStore store = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, PASSWORD);
                }
                return store;
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path file, String alias, String algorithm, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                algorithm,
                "-validity",
                "2",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(
                switch (algorithm) {
                    case "RSA" -> List.of("-keysize", "2048");
                    case "EC" -> List.of("-groupname", "secp256r1");
                    default -> List.of();
                });
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }

    /** The certificate chain in PEM, the holder's first. */
    public static String chain(String alias) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (Certificate certificate : STORE.getCertificateChain(alias)) {
            text.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    static PublicKey publicKey(String alias) throws GeneralSecurityException {
        return STORE.getCertificate(alias).getPublicKey();
    }

    static PrivateKey privateKey(String alias) throws GeneralSecurityException {
        return (PrivateKey) STORE.getKey(alias, PASSWORD);
    }

    /** In PKCS#8. */
    public static String key(String alias) throws GeneralSecurityException {
        return pem("PRIVATE KEY", privateKey(alias).getEncoded());
    }

    /** PKCS#1 or SEC 1, which is the content of PKCS#8's octet string, its last element. */
    static byte[] bareKey(String alias) throws GeneralSecurityException {
        byte[] pkcs8 = privateKey(alias).getEncoded();
        for (int i = 7; i < pkcs8.length; i++) {
            for (int header = 2; pkcs8[i] == 4 && header <= 4; header++) {
                int length = pkcs8[i + 1] & 0xff;
                length = header == 2
                        ? length
                        : header == 3 ? pkcs8[i + 2] & 0xff : (pkcs8[i + 2] & 0xff) << 8 | pkcs8[i + 3] & 0xff;
                if (i + header + length == pkcs8.length && pkcs8[i + header] == 0x30) {
                    return Arrays.copyOfRange(pkcs8, i + header, pkcs8.length);
                }
            }
        }
        throw new IllegalStateException("no octet string");
    }

    /** SEC 1 with the curve, as openssl writes it. */
    static byte[] bareKeyWithCurve(String alias) throws GeneralSecurityException {
        byte[] bare = bareKey(alias);
        byte[] info = publicKey(alias).getEncoded();
        // SEQUENCE { SEQUENCE { OID ecPublicKey (9 bytes), OID curve } … }: both headers have two bytes.
        int algorithmEnd = 4 + info[3];
        byte[] curve = Arrays.copyOfRange(info, 4 + 9, algorithmEnd);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bare, 2, bare.length - 2);
        out.write(0xa0);
        out.write(curve.length);
        out.writeBytes(curve);
        byte[] body = out.toByteArray();
        out.reset();
        out.write(0x30);
        out.write(body.length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    /** The context of a client that trusts these servers and presents a certificate unless null. */
    public static SSLContext client(String alias) throws GeneralSecurityException, IOException {
        KeyManager[] keys = null;
        if (alias != null) {
            keys = new KeyManager[] {new FixedKeyManager(alias)};
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String server : List.of("ca", "server-rsa", "server-ed")) {
            trusted.setCertificateEntry(server, STORE.getCertificate(server));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        TrustManager[] trust = factory.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    /** Presents its certificate whatever authorities the server accepts. */
    private static final class FixedKeyManager extends X509ExtendedKeyManager {
        private final String alias;

        FixedKeyManager(String alias) {
            this.alias = alias;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return List.of(keyTypes).contains(getPrivateKey(alias).getAlgorithm()) ? alias : null;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return chooseEngineClientAlias(keyTypes, issuers, null);
        }

        @Override
        public X509Certificate[] getCertificateChain(String name) {
            try {
                return Arrays.stream(STORE.getCertificateChain(name))
                        .map(X509Certificate.class::cast)
                        .toArray(X509Certificate[]::new);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public PrivateKey getPrivateKey(String name) {
            try {
                return privateKey(name);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {alias};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
