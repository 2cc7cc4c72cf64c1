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

/** Verifies requests that the SDK's newer signer has signed. */
@Tag("e2e")
class SigV4VerifierTest {
    private static final URI WRITE = URI.create("http://10.0.0.1:8080/workspaces/ws-0a1b2c3d/api/v1/remote_write");
    private static final byte[] BODY = {1, 2, 3};
    private static final SigV4Verifier EXPECTED = new SigV4Verifier("AKID", "secret", "eu-west-1", "aps");

    @Test
    void acceptsAValidSignature() {
        assertThat(EXPECTED.verify(WRITE, signed("AKID", "secret", "eu-west-1", "aps"), BODY))
                .isEmpty();
    }

    @Test
    void rejectsAnotherKeyRegionOrService() {
        assertThat(EXPECTED.verify(WRITE, signed("OTHER", "secret", "eu-west-1", "aps"), BODY))
                .hasValue("The security token included in the request is invalid.");
        assertThat(EXPECTED.verify(WRITE, signed("AKID", "other", "eu-west-1", "aps"), BODY))
                .hasValue("The request signature we calculated does not match the signature you provided.");
        assertThat(EXPECTED.verify(WRITE, signed("AKID", "secret", "us-east-1", "aps"), BODY))
                .hasValue("Credential should be scoped to a valid region.");
        assertThat(EXPECTED.verify(WRITE, signed("AKID", "secret", "eu-west-1", "xray"), BODY))
                .hasValue("Credential should be scoped to correct service: 'aps'.");
    }

    @Test
    void rejectsAnotherBodyOrPath() {
        Headers headers = signed("AKID", "secret", "eu-west-1", "aps");
        String problem = "The request signature we calculated does not match the signature you provided.";
        assertThat(EXPECTED.verify(WRITE, headers, new byte[] {1, 2, 4})).hasValue(problem);
        assertThat(EXPECTED.verify(WRITE.resolve("/workspaces/ws-other/api/v1/remote_write"), headers, BODY))
                .hasValue(problem);
    }

    @Test
    void rejectsAMissingSignature() {
        assertThat(EXPECTED.verify(WRITE, new Headers(), BODY)).hasValue("Missing Authentication Token");
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
