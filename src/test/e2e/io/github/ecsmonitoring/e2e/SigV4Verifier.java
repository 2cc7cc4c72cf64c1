package io.github.ecsmonitoring.e2e;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.signer.params.Aws4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/**
 * Verifies the signature of a request by signing it again with the AWS SDK.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version 4</a>
 */
record SigV4Verifier(String keyId, String secretKey, String region, String service) {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=[0-9a-f]{64}");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX");
    /** Headers that the signer adds itself. */
    private static final List<String> ADDED = List.of("host", "x-amz-date");

    /** The error message, of AWS where it is known; empty if the signature is valid. */
    Optional<String> verify(URI uri, Headers headers, byte[] body) {
        String authorization = headers.getFirst("Authorization");
        if (authorization == null) {
            return Optional.of("Missing Authentication Token");
        }
        Matcher parts = AUTHORIZATION.matcher(authorization);
        if (!parts.matches()) {
            return Optional.of("Authorization header is not Signature Version 4: " + authorization);
        }
        if (!parts.group(1).equals(keyId)) {
            return Optional.of("The security token included in the request is invalid.");
        }
        if (!parts.group(2).equals(region)) {
            return Optional.of("Credential should be scoped to a valid region.");
        }
        if (!parts.group(3).equals(service)) {
            return Optional.of("Credential should be scoped to correct service: '" + service + "'.");
        }
        return authorization.equals(sign(uri, headers, body, parts.group(4)))
                ? Optional.empty()
                : Optional.of("The request signature we calculated does not match the signature you provided.");
    }

    // The SDK's newer signer also signs x-amz-content-sha256, which the SDK for Go does not send.
    @SuppressWarnings("deprecation")
    private String sign(URI uri, Headers headers, byte[] body, String signedHeaders) {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(uri)
                .contentStreamProvider(() -> new ByteArrayInputStream(body));
        Arrays.stream(signedHeaders.split(";"))
                .filter(name -> !ADDED.contains(name))
                .forEach(name -> request.putHeader(name, headers.getFirst(name)));
        Instant date = DATE.parse(headers.getFirst("X-Amz-Date"), Instant::from);
        return Aws4Signer.create()
                .sign(
                        request.build(),
                        Aws4SignerParams.builder()
                                .awsCredentials(AwsBasicCredentials.create(keyId, secretKey))
                                .signingName(service)
                                .signingRegion(Region.of(region))
                                .signingClockOverride(Clock.fixed(date, ZoneOffset.UTC))
                                .build())
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }
}
