package io.github.ecsmonitoring.grafanapublisher.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/**
 * Region, endpoints and credentials of calls to AWS, from the variables that Lambda sets.
 *
 * @param grafanaEndpoint another endpoint of the API of Amazon Managed Grafana; null for AWS's
 * @param s3Endpoint another endpoint of S3, with the bucket in the path; null for AWS's
 */
public record AwsAccess(Region region, AwsCredentials credentials, URI grafanaEndpoint, URI s3Endpoint) {
    /** Reads the variables. */
    public static AwsAccess of(Map<String, String> environment) {
        return new AwsAccess(
                Region.of(required(environment, "AWS_REGION")),
                credentials(environment),
                optional(environment, "AWS_ENDPOINT_URL_GRAFANA"),
                optional(environment, "AWS_ENDPOINT_URL_S3"));
    }

    private static AwsCredentials credentials(Map<String, String> environment) {
        String id = required(environment, "AWS_ACCESS_KEY_ID");
        String secret = required(environment, "AWS_SECRET_ACCESS_KEY");
        String session = environment.get("AWS_SESSION_TOKEN");
        return session == null
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, session);
    }

    private static URI optional(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(URI::create).orElse(null);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("environment variable " + name + " must be set, as Lambda does");
        }
        return value;
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return region.id();
    }
}
