package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.images.PinnedImage;
import io.github.ecsmonitoring.internal.EcrPull;
import io.github.ecsmonitoring.internal.Permission;
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
 * Where the node exporter's image comes from.
 *
 * <pre>{@code
 * NodeExporterImage.bundled()                                        // built from this library's jar when the app is deployed
 * NodeExporterImage.fromEcrRepository(repository, "0.1.0")           // built and pushed by a pipeline of yours
 * NodeExporterImage.fromRegistry("registry.example/node-exporter:0.1.0")
 * }</pre>
 */
public final class NodeExporterImage {
    /** Where {@code cdk bootstrap} lets images be pushed to; which one of them is known when the image is used. */
    private static final String BOOTSTRAP_REPOSITORIES = "arn:aws:ecr:*:*:repository/cdk-*-container-assets-*";

    private final Function<Platform, ContainerImage> image;
    private final List<Permission> pull;

    private NodeExporterImage(Function<Platform, ContainerImage> image, List<Permission> pull) {
        this.image = image;
        this.pull = pull;
    }

    /**
     * The exporter of this library: {@code cdk deploy} builds it from a Dockerfile and a jar that the library brings.
     */
    public static NodeExporterImage bundled() {
        return asset(BundledExporter::directory);
    }

    /**
     * An image that {@code cdk deploy} builds from a directory.
     *
     * @param directory a Docker build context with a Dockerfile
     * @throws IllegalArgumentException if it has none
     */
    public static NodeExporterImage fromDirectory(String directory) {
        if (!Files.isRegularFile(Path.of(directory, "Dockerfile"))) {
            throw new IllegalArgumentException("directory must hold a Dockerfile, got \"" + directory + "\"");
        }
        return asset(() -> directory);
    }

    /**
     * An image of an ECR repository.
     *
     * @param tagOrDigest a tag other than {@code latest}, or {@code sha256:} and 64 hexadecimal digits
     * @throws IllegalArgumentException if it is something else
     */
    public static NodeExporterImage fromEcrRepository(IRepository repository, String tagOrDigest) {
        Objects.requireNonNull(repository, "repository");
        PinnedImage.requireTagOrDigest(tagOrDigest);
        return new NodeExporterImage(
                platform -> ContainerImage.fromEcrRepository(repository, tagOrDigest),
                EcrPull.from("repository " + repository.getNode().getPath(), repository.getRepositoryArn()));
    }

    /**
     * An image of any registry.
     *
     * @throws IllegalArgumentException if it has neither tag nor digest, or the tag is {@code latest}
     */
    public static NodeExporterImage fromRegistry(String reference) {
        ContainerImage image = PinnedImage.of(reference);
        return new NodeExporterImage(platform -> image, List.of());
    }

    ContainerImage forPlatform(Platform platform) {
        return image.apply(platform);
    }

    /** What ECS needs to pull the image; empty where it needs nothing. */
    List<Permission> pull() {
        return pull;
    }

    private static NodeExporterImage asset(Supplier<String> directory) {
        // Without a platform Docker would build for the deploying machine, which need not be the task's.
        return new NodeExporterImage(
                platform -> ContainerImage.fromAsset(
                        directory.get(),
                        AssetImageProps.builder().platform(platform).build()),
                EcrPull.from("repository of the CDK's image assets", BOOTSTRAP_REPOSITORIES));
    }
}
