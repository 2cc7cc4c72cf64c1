package io.github.ecsmonitoring.internal;

import java.util.List;

/**
 * The permissions to pull an image from Amazon ECR.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html">Amazon ECR's
 *     actions</a>
 */
public final class EcrPull {
    private EcrPull() {}

    /**
     * The permissions for one repository.
     *
     * @param repository the repository as messages name it
     * @param arn its ARN; may be a token
     */
    public static List<IamPermission> from(String repository, String arn) {
        return List.of(
                new IamPermission(
                        repository,
                        List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                        arn),
                new IamPermission("the registry", List.of("ecr:GetAuthorizationToken"), "*"));
    }
}
