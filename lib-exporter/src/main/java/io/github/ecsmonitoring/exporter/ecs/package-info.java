/**
 * What ECS tells a container about its task: {@link io.github.ecsmonitoring.exporter.ecs.TaskMetadataEndpoint} asks the
 * task metadata endpoint, version 4, for {@link io.github.ecsmonitoring.exporter.ecs.TaskMetadata} and, for each
 * container, {@link io.github.ecsmonitoring.exporter.ecs.ContainerStats}. All values are in seconds and bytes; what was
 * not told is an empty {@code OptionalDouble} or an empty text. Knows nothing of collectors and metrics; depends on
 * {@code json} alone.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">Amazon ECS:
 *     version 4</a>
 */
package io.github.ecsmonitoring.exporter.ecs;
