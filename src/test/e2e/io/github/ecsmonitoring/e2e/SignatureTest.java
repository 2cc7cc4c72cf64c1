package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The stand-in's own test: requests that the SDK's other signer has signed, and what must not be taken for them. */
@Tag("e2e")
class SignatureTest {
    private static final URI WRITE = URI.create("http://10.0.0.1:8080/workspaces/ws-0a1b2c3d/api/v1/remote_write");
    private static final byte[] BODY = {1, 2, 3};
    private static final Signature EXPECTED = new Signature("AKID", "secret", "eu-west-1", "aps");

    @Test
    void whatIsSignedAsExpectedIsTaken() {
        assertThat(EXPECTED.problem(WRITE, signed("AKID", "secret", "eu-west-1", "aps"), BODY))
                .isEmpty();
    }

    @Test
    void anotherKeyRegionOrServiceIsRefused() {
        assertThat(EXPECTED.problem(WRITE, signed("OTHER", "secret", "eu-west-1", "aps"), BODY))
                .hasValue("The security token included in the request is invalid.");
        assertThat(EXPECTED.problem(WRITE, signed("AKID", "other", "eu-west-1", "aps"), BODY))
                .hasValue("The request signature we calculated does not match the signature you provided.");
        assertThat(EXPECTED.problem(WRITE, signed("AKID", "secret", "us-east-1", "aps"), BODY))
                .hasValue("Credential should be scoped to a valid region.");
        assertThat(EXPECTED.problem(WRITE, signed("AKID", "secret", "eu-west-1", "xray"), BODY))
                .hasValue("Credential should be scoped to correct service: 'aps'.");
    }

    @Test
    void anotherBodyOrPathIsRefused() {
        Headers headers = signed("AKID", "secret", "eu-west-1", "aps");
        String problem = "The request signature we calculated does not match the signature you provided.";
        assertThat(EXPECTED.problem(WRITE, headers, new byte[] {1, 2, 4})).hasValue(problem);
        assertThat(EXPECTED.problem(WRITE.resolve("/workspaces/ws-other/api/v1/remote_write"), headers, BODY))
                .hasValue(problem);
    }

    @Test
    void noSignatureIsRefused() {
        assertThat(EXPECTED.problem(WRITE, new Headers(), BODY)).hasValue("Missing Authentication Token");
    }

    private static Headers signed(String keyId, String secretKey, String region, String service) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(WRITE)
                .putHeader("Content-Type", "application/x-protobuf")
                .build();
        Headers headers = new Headers();
        AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(keyId, secretKey))
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(BODY))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service))
                .request()
                .headers()
                .forEach(headers::put);
        return headers;
    }
}
