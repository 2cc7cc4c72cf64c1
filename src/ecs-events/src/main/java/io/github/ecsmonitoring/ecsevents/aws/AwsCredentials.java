package io.github.ecsmonitoring.ecsevents.aws;

import java.util.Map;
import java.util.Objects;

/**
 * Temporary credentials of the function's role.
 *
 * @param sessionToken null for credentials without one
 */
public record AwsCredentials(String keyId, String secretKey, String sessionToken) {
    /** The variables that Lambda sets. */
    public static AwsCredentials of(Map<String, String> environment) {
        return new AwsCredentials(
                Objects.requireNonNull(environment.get("AWS_ACCESS_KEY_ID"), "AWS_ACCESS_KEY_ID"),
                Objects.requireNonNull(environment.get("AWS_SECRET_ACCESS_KEY"), "AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_SESSION_TOKEN"));
    }

    /** Without the secrets, which a record would print. */
    @Override
    public String toString() {
        return keyId;
    }
}
