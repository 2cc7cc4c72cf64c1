/**
 * A client of the ECS task metadata endpoint version 4:
 * {@link io.github.ecsmonitoring.exporter.ecs.TaskMetadataEndpoint} reads
 * {@link io.github.ecsmonitoring.exporter.ecs.TaskMetadata} and
 * {@link io.github.ecsmonitoring.exporter.ecs.ContainerStats}. All values are in seconds and bytes; a missing value is
 * an empty {@code OptionalDouble} or an empty string. Depends on {@code json} only.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html">Amazon ECS:
 *     task metadata endpoint version 4</a>
 */
package io.github.ecsmonitoring.exporter.ecs;
