package io.github.ecsmonitoring.ecsevents.amp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The alert manager of a workspace.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-CreateAlertManagerAlerts.html">CreateAlertManagerAlerts</a>
 */
public final class AlertManager {
    /** Before the second and third attempt. Lambda repeats the invocation a minute later if all fail. */
    public static final List<Duration> DELAYS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String JSON = "application/json";
    private static final int MAX_ANSWER = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI alerts;
    private final SigV4 signer;
    private final AwsCredentials credentials;
    private final InstantSource clock;
    private final List<Duration> delays;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * @param alerts the URL, which ends with {@code /alertmanager/api/v2/alerts}
     * @param region the workspace's region
     * @param delays how long to wait before each further attempt
     */
    public AlertManager(
            URI alerts, String region, AwsCredentials credentials, InstantSource clock, List<Duration> delays) {
        this.alerts = alerts;
        this.signer = new SigV4(region, "aps");
        this.credentials = credentials;
        this.clock = clock;
        this.delays = List.copyOf(delays);
    }

    /**
     * Creates or extends alerts. Throttled requests, failures of the service and of the network are repeated.
     *
     * @param json the body of the request
     * @throws IOException if the alert manager did not accept them
     */
    public void post(String json) throws IOException, InterruptedException {
        for (Duration delay : delays) {
            try {
                HttpResponse<String> response = send(json);
                if (!isWorthAnotherAttempt(response.statusCode())) {
                    requireSuccess(response);
                    return;
                }
            } catch (RejectedAlertException e) {
                throw e;
            } catch (IOException e) {
                System.out.println("another attempt follows: " + e);
            }
            Thread.sleep(delay.toMillis());
        }
        requireSuccess(send(json));
    }

    private HttpResponse<String> send(String json) throws IOException, InterruptedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(alerts).timeout(TIMEOUT).POST(BodyPublishers.ofByteArray(body));
        signer.headers(alerts, JSON, body, credentials, clock.instant()).forEach(request::setHeader);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static boolean isWorthAnotherAttempt(int status) {
        return status == TOO_MANY_REQUESTS || status / 100 == 5;
    }

    private void requireSuccess(HttpResponse<String> response) throws RejectedAlertException {
        if (response.statusCode() / 100 != 2) {
            String answer = response.body();
            throw new RejectedAlertException("alert manager at " + alerts + " rejected an alert with status "
                    + response.statusCode() + ": "
                    + answer.substring(0, Math.min(answer.length(), MAX_ANSWER)));
        }
    }
}
