package io.github.ecsmonitoring.images;

import io.github.ecsmonitoring.internal.IamPermission;
import java.util.List;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** A registry and the permissions to pull from it. */
interface ImageRegistry {
    /**
     * The image of a repository.
     *
     * @param id the id of a construct that may be created beneath the scope
     * @param repository the name within the registry's namespace
     * @param version a tag, a digest, or both with {@code @} between them
     */
    ContainerImage image(Construct scope, String id, String repository, String version);

    /**
     * The image as the {@code FROM} line of a Dockerfile names it.
     *
     * @param version a tag, a digest, or both with {@code @} between them
     * @throws IllegalArgumentException if it is not known at synth
     */
    String reference(Construct scope, String repository, String version);

    /** The permissions that the execution role needs; empty if none. */
    List<IamPermission> pull(Construct scope, String repository);
}
