/**
 * Sidecars for one ECS task definition.
 *
 * <p>{@link io.github.ecsmonitoring.task.TaskMonitoring} is the construct. It checks the task definition ({@code TaskRequirements})
 * and its roles ({@code ExecutionRole}), lets {@link io.github.ecsmonitoring.task.NodeExporterSidecar} and {@link io.github.ecsmonitoring.task.AdotSidecar} each add a
 * container, and leaves a {@code TaskInstrumentation} beneath the task definition, which orders the containers and checks their sizes
 * and ports ({@code TaskSize}, {@code TaskPorts}) when the app is synthesized, with all containers there. {@code ServiceName} decides the label ecs_service.
 *
 * <p>Uses {@code adot} (the collector's image and configuration), {@code prometheus} (where samples go) and {@code internal}.
 */
package io.github.ecsmonitoring.task;
