package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.images.PinnedImage;
import io.github.ecsmonitoring.internal.EcrPull;
import io.github.ecsmonitoring.internal.IamPermission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * The source of the node exporter's image.
 *
 * <pre>{@code
 * NodeExporterImage.bundled()                                        // built from this library's jar by cdk deploy
 * NodeExporterImage.fromEcrRepository(repository, "0.1.0")           // pushed by your own pipeline
 * NodeExporterImage.fromRegistry("registry.example/node-exporter:0.1.0")
 * }</pre>
 */
public final class NodeExporterImage {
    /** The asset repositories of {@code cdk bootstrap}; the exact one is not known yet. */
    private static final String BOOTSTRAP_REPOSITORIES = "arn:aws:ecr:*:*:repository/cdk-*-container-assets-*";

    private final Function<Platform, ContainerImage> image;
    private final List<IamPermission> pull;
    private final boolean asset;

    private NodeExporterImage(Function<Platform, ContainerImage> image, List<IamPermission> pull, boolean asset) {
        this.image = image;
        this.pull = pull;
        this.asset = asset;
    }

    /** The exporter of this library, which {@code cdk deploy} builds from a bundled Dockerfile and jar. */
    public static NodeExporterImage bundled() {
        return asset(BundledExporter::directory);
    }

    /**
     * An image that {@code cdk deploy} builds from a directory.
     *
     * @param directory a Docker build context
     * @throws IllegalArgumentException if it has no Dockerfile
     */
    public static NodeExporterImage fromDirectory(String directory) {
        if (!Files.isRegularFile(Path.of(directory, "Dockerfile"))) {
            throw new IllegalArgumentException("directory must contain a Dockerfile, got \"" + directory + "\"");
        }
        return asset(() -> directory);
    }

    /**
     * An image in an ECR repository.
     *
     * @param tagOrDigest a tag other than {@code latest}, {@code sha256:} and 64 hexadecimal digits, or both with
     *     {@code @} between them
     * @throws IllegalArgumentException if it has another form
     */
    public static NodeExporterImage fromEcrRepository(IRepository repository, String tagOrDigest) {
        Objects.requireNonNull(repository, "repository");
        PinnedImage.requireTagOrDigest(tagOrDigest);
        return new NodeExporterImage(
                platform -> ContainerImage.fromEcrRepository(repository, tagOrDigest),
                EcrPull.from("repository " + repository.getNode().getPath(), repository.getRepositoryArn()),
                false);
    }

    /**
     * An image in any registry.
     *
     * @throws IllegalArgumentException if it has neither tag nor digest, or the tag is {@code latest}
     */
    public static NodeExporterImage fromRegistry(String reference) {
        ContainerImage image = PinnedImage.of(reference);
        return new NodeExporterImage(platform -> image, List.of(), false);
    }

    ContainerImage forPlatform(Platform platform) {
        return image.apply(platform);
    }

    /** Whether {@code cdk deploy} builds the image. */
    boolean isAsset() {
        return asset;
    }

    /** The permissions that the execution role needs to pull the image; empty if none. */
    List<IamPermission> pull() {
        return pull;
    }

    private static NodeExporterImage asset(Supplier<String> directory) {
        // Without a platform Docker would build for the machine that deploys.
        return new NodeExporterImage(
                platform -> ContainerImage.fromAsset(
                        directory.get(),
                        AssetImageProps.builder().platform(platform).build()),
                EcrPull.from("the CDK's image asset repository", BOOTSTRAP_REPOSITORIES),
                true);
    }
}
