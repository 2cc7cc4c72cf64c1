/**
 * Sidecars for an ECS task definition, and a daemon for the EC2 instances of a cluster.
 *
 * <p>{@link io.github.ecsmonitoring.task.TaskMonitoring} monitors a task definition. It checks that nothing prevents
 * that ({@code task.check}), adds a {@link io.github.ecsmonitoring.task.NodeExporterSidecar} and an
 * {@link io.github.ecsmonitoring.task.AdotSidecar}, and leaves a {@code TaskInstrumentation} beneath the task
 * definition, which orders, links and validates all containers at synth.
 * {@link io.github.ecsmonitoring.task.HostMonitoring} monitors the instances of a cluster with a daemon of the same two
 * containers; {@code HostMounts} mounts the instance's file systems. {@link io.github.ecsmonitoring.task.MonitorAll}
 * creates one of the two for everything in {@code MonitorableConstructs} that is not in
 * {@link io.github.ecsmonitoring.task.Exclusions}.
 *
 * <pre>
 * TaskNetwork        the sidecars' addresses and ports in each network mode
 * ExporterCommand    the exporter's command line
 * ServiceName        the label ecs_service
 * MonitoredServices  notes an expected label that no task has
 * LiteralText        text with ${…} that CloudFormation must not change
 * Upsizing           the option upsize()
 * SummaryPrinter     prints a MonitoringSummary when the CLI runs the app
 * SidecarContext     adds a container with the settings that both sidecars share; ContainerSize: their default sizes
 * UngrantedImage, UngrantedSecret    suppress the CDK's grants for grantPermissions(false)
 * </pre>
 *
 * <p>Builders share their methods in {@link io.github.ecsmonitoring.task.MonitoringBuilder} and
 * {@link io.github.ecsmonitoring.task.TaskMonitoringBuilder}. Each holds one immutable
 * {@link io.github.ecsmonitoring.task.MonitoringOptions}. A new option is a component there and a method in a builder.
 *
 * <p>Depends on {@code task.check}, {@code task.definition}, {@code adot}, {@code images}, {@code prometheus} and
 * {@code internal}.
 */
package io.github.ecsmonitoring.task;
