package io.github.ecsmonitoring.adot;

import io.github.ecsmonitoring.images.CollectorVersion;
import io.github.ecsmonitoring.images.PinnedImage;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * Images of the ADOT collector with which the generated configuration was tested.
 *
 * @see <a href="https://gallery.ecr.aws/aws-observability/aws-otel-collector">Amazon ECR Public Gallery</a>
 */
public final class AdotImages {
    /**
     * v0.49.0 of 2026-07-10, the first release with the component names of the configuration, such as
     * {@code prometheus_remote_write}.
     */
    public static final ContainerImage V0_49_0 = of("public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0");

    private AdotImages() {}

    /**
     * Another release, or a copy in a private registry.
     *
     * @param reference for example {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com/aws-otel-collector:v0.49.0}
     * @throws IllegalArgumentException if it has neither tag nor digest, the tag is {@code latest}, or the version is
     *     older than v0.49.0
     */
    public static ContainerImage of(String reference) {
        return PinnedImage.of(CollectorVersion.requireNewEnough(reference));
    }
}
