package io.github.ecsmonitoring.images;

import io.github.ecsmonitoring.internal.Permission;
import java.util.List;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** A registry, and how ECS is let into it. */
interface ImageRegistry {
    /**
     * @param id of a construct that may be made beneath the scope
     * @param repository its name, beneath the registry's namespace
     * @param version a tag or a digest
     */
    ContainerImage image(Construct scope, String id, String repository, String version);

    /** What the role that pulls needs; empty if nothing of IAM. */
    List<Permission> pull(Construct scope, String repository);
}
