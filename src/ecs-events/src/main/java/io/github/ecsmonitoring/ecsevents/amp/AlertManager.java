package io.github.ecsmonitoring.ecsevents.amp;

import io.github.ecsmonitoring.ecsevents.aws.AwsEndpoint;
import io.github.ecsmonitoring.ecsevents.aws.SignedPost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The alert manager of a workspace.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-CreateAlertManagerAlerts.html">CreateAlertManagerAlerts</a>
 */
public final class AlertManager {
    /** Before the second and third attempt. Lambda repeats the invocation a minute later if all fail. */
    public static final List<Duration> DELAYS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));

    private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");
    private static final int MAX_ANSWER = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final AwsEndpoint alerts;
    private final SignedPost requests;
    private final List<Duration> delays;

    /**
     * @param alerts the URL, which ends with {@code /alertmanager/api/v2/alerts}
     * @param region the workspace's region
     * @param delays how long to wait before each further attempt
     */
    public AlertManager(URI alerts, String region, SignedPost requests, List<Duration> delays) {
        this.alerts = new AwsEndpoint(alerts, region, "aps");
        this.requests = requests;
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
                HttpResponse<String> response = requests.send(alerts, HEADERS, json);
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
        requireSuccess(requests.send(alerts, HEADERS, json));
    }

    private static boolean isWorthAnotherAttempt(int status) {
        return status == TOO_MANY_REQUESTS || status / 100 == 5;
    }

    private void requireSuccess(HttpResponse<String> response) throws RejectedAlertException {
        if (response.statusCode() / 100 != 2) {
            String answer = response.body();
            throw new RejectedAlertException("alert manager at " + alerts.uri() + " rejected an alert with status "
                    + response.statusCode() + ": "
                    + answer.substring(0, Math.min(answer.length(), MAX_ANSWER)));
        }
    }
}
