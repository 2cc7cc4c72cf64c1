package io.github.ecsmonitoring.ecsevents.aws;

import java.net.URI;

/**
 * An API of an AWS service.
 *
 * @param service as signatures name it, such as {@code aps}
 */
public record AwsEndpoint(URI uri, String region, String service) {}
