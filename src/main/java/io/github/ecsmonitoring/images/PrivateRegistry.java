package io.github.ecsmonitoring.images;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.RepositoryImageProps;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * A registry other than ECR.
 *
 * @param address host, port and namespace, such as {@code registry.example.com/mirror}
 * @param credentials the secret with user and password, if the registry requires authentication
 */
record PrivateRegistry(String address, Optional<ISecret> credentials) implements ImageRegistry {
    @Override
    public ContainerImage image(Construct scope, String id, String repository, String version) {
        String reference = join(repository, version);
        return credentials
                .map(secret -> ContainerImage.fromRegistry(
                        reference,
                        RepositoryImageProps.builder().credentials(secret).build()))
                .orElseGet(() -> ContainerImage.fromRegistry(reference));
    }

    @Override
    public String reference(Construct scope, String repository, String version) {
        String reference = join(repository, version);
        if (Token.isUnresolved(reference)) {
            throw new IllegalArgumentException("address of the registry must be known at synth for an image that is"
                    + " built from one of its images, got a token");
        }
        return reference;
    }

    private String join(String repository, String version) {
        return PinnedImage.join(address + "/" + repository, version);
    }

    @Override
    public List<IamPermission> pull(Construct scope, String repository) {
        return credentials.stream()
                .map(secret -> new IamPermission(
                        "secret " + secret.getNode().getPath(),
                        List.of("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"),
                        secret.getSecretArn()))
                .toList();
    }
}
