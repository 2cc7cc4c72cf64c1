package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.images.ImageSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * Where the sidecars' images come from. As in Docker, an address whose first part has a dot or a colon begins with the
 * host of a registry; others are prefixes of repositories in ECR of the account and region:
 *
 * <pre>
 * monitoring
 * 123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitoring
 * registry.example.com:5000/mirror
 * </pre>
 *
 * @param secretArn a secret with user and password, for a registry other than ECR
 */
record ImageSettings(String address, Optional<String> secretArn) {
    private static final Pattern HOST = Pattern.compile("[^/]*[.:].*");
    private static final Pattern ECR =
            Pattern.compile("([0-9]{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?(?:/(.*))?");

    /** @throws IllegalArgumentException if it is not an address */
    ImageSettings {
        withoutSecret(address);
    }

    boolean isEcr() {
        return !HOST.matcher(address).matches() || ECR.matcher(address).matches();
    }

    /** The source for builders. */
    ImageSource source(Construct scope) {
        return secretArn
                .map(arn -> ImageSource.registry(
                        address, Secret.fromSecretCompleteArn(scope, "ImageRegistryCredentials", arn)))
                .orElseGet(() -> withoutSecret(address));
    }

    private static ImageSource withoutSecret(String address) {
        if (!HOST.matcher(address).matches()) {
            return ImageSource.ecr(address);
        }
        Matcher ecr = ECR.matcher(address);
        return ecr.matches()
                ? ImageSource.ecr(ecr.group(3) == null ? "" : ecr.group(3), ecr.group(1), ecr.group(2))
                : ImageSource.registry(address);
    }
}
