package io.github.ecsmonitoring.internal;

import java.util.List;

/**
 * What pulling an image from ECR takes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html">Amazon ECR's
 *     actions</a>
 */
public final class EcrPull {
    private EcrPull() {}

    /**
     * @param repository in the user's words
     * @param arn may be a token
     */
    public static List<Permission> from(String repository, String arn) {
        return List.of(
                new Permission(
                        repository,
                        List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                        arn),
                new Permission("the registry", List.of("ecr:GetAuthorizationToken"), "*"));
    }
}
