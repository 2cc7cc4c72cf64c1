package io.github.ecsmonitoring.grafanapublisher.bundle;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsAccess;
import io.github.ecsmonitoring.grafanapublisher.http.HttpExchanges;
import io.github.ecsmonitoring.grafanapublisher.time.Deadline;
import io.github.ecsmonitoring.grafanapublisher.time.Pauses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Reads an object of S3, with some attempts. */
final class ContentDownload {
    static final int MAX_BYTES = 20_000_000;
    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("<Code>([^<]{1,200})</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");

    private final AwsAccess access;
    private final HttpExchanges http;
    private final Pauses pauses;

    ContentDownload(AwsAccess access, HttpExchanges http, Pauses pauses) {
        this.access = access;
        this.http = http;
        this.pauses = pauses;
    }

    byte[] read(ObjectLocation location, Deadline deadline) throws InterruptedException {
        Duration pause = Duration.ofSeconds(1);
        for (int attempt = 1; ; attempt++) {
            String problem;
            try {
                HttpResponse<byte[]> answer = http.send(request(location), TIMEOUT, MAX_BYTES);
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
                problem = problem(answer);
                if (answer.statusCode() / 100 != 5 && answer.statusCode() != 429) {
                    throw failure(location, problem + remedy(answer.statusCode()));
                }
            } catch (IOException e) {
                problem = e.toString();
            }
            if (attempt == ATTEMPTS || !deadline.allows(pause)) {
                throw failure(location, problem);
            }
            pauses.pause(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private HttpRequest request(ObjectLocation location) {
        URI url = location.url(access);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(access.credentials())
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.GET)
                                .uri(url)
                                .build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(
                                AwsV4HttpSigner.REGION_NAME, access.region().id())
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        signed.request().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static String problem(HttpResponse<byte[]> answer) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return "status " + answer.statusCode() + " " + first(CODE, body) + " " + first(MESSAGE, body);
    }

    private static String first(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String remedy(int status) {
        return switch (status) {
            case 403 ->
                "; the function's role needs s3:GetObject on the object, and kms:Decrypt on the key of the"
                        + " bucket if it has one";
            case 404 -> "; deploy again with the CDK, which uploads it";
            default -> "";
        };
    }

    private static BadContentException failure(ObjectLocation location, String problem) {
        return new BadContentException("could not read the content at " + location + ": " + problem.strip());
    }
}
