package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ecsmonitoring.e2e.NotificationEmulator.Published;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.StringInputStream;

/** Accepts what SNS and PagerDuty accept unchanged, and nothing else. */
@Tag("e2e")
class NotificationEmulatorTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:Alerts";
    private static final String EVENT = """
        {"routing_key":"%s","event_action":"trigger","dedup_key":"1","payload":{"summary":"down","source":"amp","severity":"%s"}}""";

    private final NotificationEmulator emulator = new NotificationEmulator(Set.of(TOPIC));

    NotificationEmulatorTest() throws Exception {}

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void recordsAMessage() throws Exception {
        assertThat(publish(Map.of("Subject", "[FIRING] it's down", "Message", "a\nß\u0001")))
                .isEqualTo("200");
        assertThat(emulator.published(TOPIC))
                .extracting(Published::subject, Published::message)
                .containsExactly(tuple("[FIRING] it's down", "a\nß\u0001"));
        assertThat(emulator.rejected()).isEmpty();
    }

    @Test
    void rejectsWhatAmpWouldReplaceOrCut() throws Exception {
        assertThat(publish(Map.of("Subject", "a", "Message", ""))).isEqualTo("400 Invalid parameter: Empty message");
        assertThat(publish(Map.of("Subject", "a", "Message", "ß".repeat(128 * 1024) + "a")))
                .isEqualTo("400 Invalid parameter: Message too long");
        for (String subject : new String[] {"ß", "a\nb", "a\tb", "a".repeat(101), ""}) {
            assertThat(publish(Map.of("Subject", subject, "Message", "a")))
                    .as("the subject \"%s\"", subject)
                    .isEqualTo("400 Invalid parameter: Subject");
        }
        assertThat(emulator.rejected()).hasSize(7);
        assertThat(emulator.published(TOPIC)).isEmpty();
    }

    @Test
    void rejectsAnUnknownTopicAndASignatureForAnotherRegion() throws Exception {
        assertThat(publish(Map.of("Message", "a", "TopicArn", TOPIC + "2"))).isEqualTo("400 Topic does not exist");
        assertThat(publish(Map.of("Message", "a"), "us-east-1"))
                .isEqualTo("400 Credential should be scoped to a valid region.");
    }

    @Test
    void acceptsAnEventWithOneOfPagerDutysSeverities() throws Exception {
        String key = CortexDifferences.ROUTING_KEY;
        assertThat(post("/v2/enqueue", EVENT.formatted(key, "warning"), Map.of()))
                .isEqualTo("202 {\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"1\"}");
        assertThat(post("/v2/enqueue", EVENT.formatted(key, "none"), Map.of()))
                .isEqualTo("400 {\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":"
                        + "[\"'payload.severity' must be critical, error, warning or info\"]}");
        assertThat(emulator.events()).hasSize(1);
    }

    private String publish(Map<String, String> parameters) throws Exception {
        return publish(parameters, "eu-west-1");
    }

    /** The status, and the error message if there is one. */
    private String publish(Map<String, String> parameters, String region) throws Exception {
        Map<String, String> form = new TreeMap<>(Map.of("Action", "Publish", "TopicArn", TOPIC));
        form.putAll(parameters);
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(
                                NotificationEmulator.KEY_ID, NotificationEmulator.SECRET_KEY))
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(URI.create(emulator.origin() + "/"))
                                .build())
                        .payload(() -> new StringInputStream(body))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sns"))
                .request();
        Map<String, String> headers = new TreeMap<>();
        signed.forEachHeader((name, values) -> headers.put(name, values.get(0)));
        headers.remove("Host");
        return post("/", body, headers)
                .replaceAll("(?s)^200 .*", "200")
                .replaceAll("(?s)<Error.*<Message>(.*)</Message>.*", "$1");
    }

    private String post(String path, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.origin() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip();
    }
}
