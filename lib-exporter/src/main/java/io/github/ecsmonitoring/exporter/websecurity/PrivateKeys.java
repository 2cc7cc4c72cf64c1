package io.github.ecsmonitoring.exporter.websecurity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * Reads the private key that belongs to a certificate: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY})
 * or SEC 1 ({@code EC PRIVATE KEY}).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5208#section-5">RFC 5208, PrivateKeyInfo</a>
 */
final class PrivateKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {2, 1, 0};

    private PrivateKeys() {}

    static PrivateKey read(WebSettings.Source source, PublicKey certified) throws IOException {
        for (PemBlock block : PemBlock.parse(source)) {
            if (block.type().endsWith("PRIVATE KEY")) {
                if (block.encrypted()) {
                    throw new IOException(source + ": the key is encrypted, expected a key without a password");
                }
                return read(source, block, certified);
            }
        }
        throw new IOException(
                source + ": expected a block \"PRIVATE KEY\", \"RSA PRIVATE KEY\" or \"EC PRIVATE KEY\", got none");
    }

    private static PrivateKey read(WebSettings.Source source, PemBlock block, PublicKey certified) throws IOException {
        PrivateKey key;
        try {
            byte[] der = block.type().equals("PRIVATE KEY") ? block.der() : wrap(block.der(), certified);
            key = KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    source + ": the block \"" + block.type() + "\" cannot be read as the " + certified.getAlgorithm()
                            + " key of the certificate: " + e.getMessage(),
                    e);
        }
        if (!belong(key, certified)) {
            throw new IOException(source + ": the key does not belong to the certificate");
        }
        return key;
    }

    /** PKCS#1 and SEC 1 lack the algorithm (and curve), which PKCS#8 and the certificate share. */
    private static byte[] wrap(byte[] key, PublicKey certified) {
        byte[] info = certified.getEncoded();
        int algorithm = contentAt(info, 0);
        byte[] kind = Arrays.copyOfRange(info, algorithm, contentAt(info, algorithm) + lengthAt(info, algorithm));
        return tagged(SEQUENCE, VERSION_0, kind, tagged(OCTET_STRING, key));
    }

    private static boolean belong(PrivateKey key, PublicKey certified) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(VERSION_0);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(VERSION_0);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Offset of the content of the DER element whose tag is at {@code position}. */
    private static int contentAt(byte[] der, int position) {
        int length = der[position + 1] & 0xff;
        return position + 2 + (length < 0x80 ? 0 : length - 0x80);
    }

    private static int lengthAt(byte[] der, int position) {
        int length = der[position + 1] & 0xff;
        if (length < 0x80) {
            return length;
        }
        int sum = 0;
        for (int i = position + 2; i < contentAt(der, position); i++) {
            sum = sum << 8 | der[i] & 0xff;
        }
        return sum;
    }

    private static byte[] tagged(int tag, byte[]... contents) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            body.writeBytes(content);
        }
        byte[] length = BigInteger.valueOf(body.size()).toByteArray();
        // Two's complement may have a leading zero, a DER length has none.
        int zero = length[0] == 0 ? 1 : 0;
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        if (body.size() >= 0x80) {
            der.write(0x80 + length.length - zero);
        }
        der.write(length, zero, length.length - zero);
        der.writeBytes(body.toByteArray());
        return der.toByteArray();
    }
}
