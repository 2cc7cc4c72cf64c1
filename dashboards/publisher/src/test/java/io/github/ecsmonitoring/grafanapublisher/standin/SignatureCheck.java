package io.github.ecsmonitoring.grafanapublisher.standin;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies the signature of a request without a body and a query, as AWS does.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
final class SignatureCheck {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=[^/]+/(\\d{8}/[^/]+/([^/]+)/aws4_request), ?SignedHeaders=([^,]+), ?Signature=(\\w+)");

    private SignatureCheck() {}

    static boolean isValid(HttpExchange exchange, String service, String secret) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher authorization = AUTHORIZATION.matcher(header == null ? "" : header);
        if (!authorization.matches() || !authorization.group(2).equals(service)) {
            return false;
        }
        String scope = authorization.group(1);
        String canonical = exchange.getRequestMethod() + "\n"
                + exchange.getRequestURI().getRawPath() + "\n\n"
                + Arrays.stream(authorization.group(3).split(";"))
                        .map(name -> name + ":"
                                + exchange.getRequestHeaders().getFirst(name).strip() + "\n")
                        .collect(Collectors.joining())
                + "\n" + authorization.group(3) + "\n"
                + exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        byte[] key = utf8("AWS4" + secret);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String toSign = "AWS4-HMAC-SHA256\n" + exchange.getRequestHeaders().getFirst("X-Amz-Date") + "\n" + scope + "\n"
                + sha256(canonical);
        return HexFormat.of().formatHex(hmac(key, toSign)).equals(authorization.group(4));
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

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
