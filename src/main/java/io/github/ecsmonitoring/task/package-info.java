/**
 * Sidecars for one ECS task definition.
 *
 * <p>{@link io.github.ecsmonitoring.task.TaskMonitoring} is the construct. It checks the task definition ({@code TaskRequirements}),
 * lets {@link io.github.ecsmonitoring.task.NodeExporterSidecar} and {@link io.github.ecsmonitoring.task.AdotSidecar} each add a
 * container, and leaves a {@code TaskInstrumentation} beneath the task definition, which orders the containers and checks their sizes
 * ({@code TaskSize}) when the app is synthesized, with all containers there. {@code ServiceName} decides the label ecs_service.
 *
 * <p>Uses {@code adot} (the collector's image and configuration) and {@code prometheus} (where samples go).
 */
package io.github.ecsmonitoring.task;
