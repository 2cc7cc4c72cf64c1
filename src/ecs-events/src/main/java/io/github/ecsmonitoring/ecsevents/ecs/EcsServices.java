package io.github.ecsmonitoring.ecsevents.ecs;

import io.github.ecsmonitoring.ecsevents.aws.AwsEndpoint;
import io.github.ecsmonitoring.ecsevents.aws.SignedPost;
import io.github.ecsmonitoring.ecsevents.json.Fields;
import io.github.ecsmonitoring.ecsevents.json.JsonParser;
import io.github.ecsmonitoring.ecsevents.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services of ECS in a region.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html">DescribeServices</a>
 */
public final class EcsServices {
    private static final Map<String, String> HEADERS = Map.of(
            "content-type", "application/x-amz-json-1.1",
            "x-amz-target", "AmazonEC2ContainerServiceV20141113.DescribeServices");
    private static final int OK = 200;
    private static final String NOT_FOUND = "it does not exist";
    /** ECS forgets deleted services and clusters after a while. */
    private static final Set<String> NOT_FOUND_ERRORS = Set.of("ClusterNotFoundException", "ServiceNotFoundException");

    private final AwsEndpoint api;
    private final SignedPost requests;

    /**
     * @param api the URL of the API, such as {@code https://ecs.eu-west-1.amazonaws.com/}
     * @param region the clusters' region
     */
    public EcsServices(URI api, String region, SignedPost requests) {
        this.api = new AwsEndpoint(api, region, "ecs");
        this.requests = requests;
    }

    /**
     * Why a service is to run no task, such as {@code its desired count is 0}; empty if it should run tasks. One
     * request, which is not repeated.
     *
     * @param service its name
     * @throws EcsFailure if ECS answers with an error
     * @throws IOException if ECS does not answer, or not as documented
     */
    public Optional<String> stopCause(String clusterArn, String service) throws IOException, InterruptedException {
        HttpResponse<String> response =
                requests.send(api, HEADERS, JsonText.of(Map.of("cluster", clusterArn, "services", List.of(service))));
        Map<String, Object> answer = parse(response);
        if (response.statusCode() == OK) {
            return stopCause(answer);
        }
        EcsFailure failure = EcsFailure.of(response.statusCode(), answer);
        if (NOT_FOUND_ERRORS.contains(failure.type())) {
            return Optional.of(NOT_FOUND);
        }
        throw failure;
    }

    private static Map<String, Object> parse(HttpResponse<String> response) throws IOException {
        try {
            return JsonParser.object(response.body());
        } catch (IllegalArgumentException e) {
            throw new IOException("ECS answered with status " + response.statusCode() + " and no JSON", e);
        }
    }

    private static Optional<String> stopCause(Map<String, Object> answer) throws IOException {
        Optional<Map<String, Object>> service =
                Fields.maps(answer, "services").stream().findFirst();
        if (service.isPresent()) {
            return stopCauseOf(service.get());
        }
        if (Fields.maps(answer, "failures").stream()
                .anyMatch(failure -> Fields.text(failure, "reason").equals(Optional.of("MISSING")))) {
            return Optional.of(NOT_FOUND);
        }
        throw new IOException("ECS answered without a service and without the reason MISSING");
    }

    private static Optional<String> stopCauseOf(Map<String, Object> service) {
        String status = Fields.text(service, "status").orElse("");
        if (status.equals("DRAINING") || status.equals("INACTIVE")) {
            return Optional.of("its status is " + status);
        }
        // ECS counts the instances for a daemon: 0 may be an outage.
        boolean isDaemon = Fields.text(service, "schedulingStrategy").equals(Optional.of("DAEMON"));
        return Fields.number(service, "desiredCount")
                .filter(count -> count == 0 && !isDaemon)
                .map(count -> "its desired count is 0");
    }
}
