package io.github.ecsmonitoring.ecsevents.aws;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a POST request without a query, for a path that needs no encoding. The AWS SDK's signer would multiply the size
 * of the function and its start time.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
final class SigV4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = "yyyyMMdd".length();

    private SigV4() {}

    /**
     * The headers of a request, with those that the signature needs; {@code host} is signed but not among them.
     *
     * @param own headers to sign, in lower case
     */
    static Map<String, String> headers(
            AwsEndpoint endpoint, Map<String, String> own, byte[] body, AwsCredentials credentials, Instant now) {
        String time = TIME.format(now);
        Map<String, String> signed = new TreeMap<>(own);
        signed.put("host", endpoint.uri().getAuthority());
        signed.put("x-amz-date", time);
        if (credentials.sessionToken() != null) {
            signed.put("x-amz-security-token", credentials.sessionToken());
        }
        String names = String.join(";", signed.keySet());
        String canonical = "POST\n" + endpoint.uri().getRawPath() + "\n\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + sha256(body);
        String scope =
                time.substring(0, DATE_LENGTH) + "/" + endpoint.region() + "/" + endpoint.service() + "/aws4_request";
        String signature = HexFormat.of()
                .formatHex(hmac(
                        key(credentials.secretKey(), scope),
                        ALGORITHM + "\n" + time + "\n" + scope + "\n" + sha256(utf8(canonical))));
        Map<String, String> headers = new TreeMap<>(signed);
        headers.remove("host");
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.keyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return headers;
    }

    /** The secret key, hashed with each part of the scope. */
    private static byte[] key(String secretKey, String scope) {
        byte[] key = utf8("AWS4" + secretKey);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
