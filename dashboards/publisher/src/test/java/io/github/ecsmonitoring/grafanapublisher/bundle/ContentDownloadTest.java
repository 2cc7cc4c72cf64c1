package io.github.ecsmonitoring.grafanapublisher.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsAccess;
import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import io.github.ecsmonitoring.grafanapublisher.standin.S3StandIn;
import io.github.ecsmonitoring.grafanapublisher.standin.TestTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDownloadTest {
    private static final byte[] OBJECT = new byte[100_000];
    private final TestTime time = new TestTime();

    private static AwsAccess access(String region, String endpoint) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_REGION",
                region,
                "AWS_ACCESS_KEY_ID",
                "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                S3StandIn.SECRET,
                "AWS_SESSION_TOKEN",
                "session"));
        if (endpoint != null) {
            environment.put("AWS_ENDPOINT_URL_S3", endpoint);
        }
        return AwsAccess.of(environment);
    }

    private byte[] read(S3StandIn s3, String key) throws InterruptedException {
        return new ContentDownload(access("eu-west-1", s3.url().toString()), new HttpExchanges(), time)
                .read(new ObjectLocation("assets", key), time.in(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @CsvSource({"0a1b.zip", "prefix/0a1b.zip", "a b+c/ö.zip"})
    void readsAnObjectWithASignatureThatIsValid(String key) throws Exception {
        try (S3StandIn s3 = new S3StandIn(OBJECT)) {
            assertThat(read(s3, key)).isEqualTo(OBJECT);
        }
    }

    @Test
    void repeatsAfterFailuresAndHalfWrittenAnswers() throws Exception {
        try (S3StandIn s3 = new S3StandIn(OBJECT, 503, 0, 500)) {
            assertThat(read(s3, "0a1b.zip")).isEqualTo(OBJECT);
            assertThat(time.pauses)
                    .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | status 403 AccessDenied text; the function's role needs s3:GetObject on the object, and kms:Decrypt on the key of the bucket if it has one",
                "404 | status 404 NoSuchKey text; deploy again with the CDK, which uploads it",
            })
    void explainsARejection(int status, String problem) throws Exception {
        try (S3StandIn s3 = new S3StandIn(OBJECT, status)) {
            assertThatThrownBy(() -> read(s3, "0a1b.zip"))
                    .isInstanceOf(BadContentException.class)
                    .hasMessage("could not read the content at s3://assets/0a1b.zip: " + problem);
        }
    }

    @Test
    void givesUpAfterFiveAttempts() throws Exception {
        try (S3StandIn s3 = new S3StandIn(OBJECT, 500, 500, 500, 500, 500)) {
            assertThatThrownBy(() -> read(s3, "0a1b.zip"))
                    .hasMessage("could not read the content at s3://assets/0a1b.zip: status 500 SlowDown text");
            assertThat(s3.requests).hasSize(5);
        }
    }

    @Test
    void anObjectThatIsTooLargeIsNotRead() throws Exception {
        try (S3StandIn s3 = new S3StandIn(new byte[ContentDownload.MAX_BYTES + 1])) {
            assertThatThrownBy(() -> read(s3, "0a1b.zip"))
                    .hasMessageContaining("answer must have at most 20000000 bytes, got 20000001 bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1,  assets,    https://assets.s3.eu-west-1.amazonaws.com/a/b.zip",
        "cn-north-1, assets,    https://assets.s3.cn-north-1.amazonaws.com.cn/a/b.zip",
        "us-east-1,  my.assets, https://s3.us-east-1.amazonaws.com/my.assets/a/b.zip",
    })
    void theBucketIsTheHost(String region, String bucket, String url) {
        assertThat(new ObjectLocation(bucket, "a/b.zip").url(access(region, null)))
                .hasToString(url);
    }
}
