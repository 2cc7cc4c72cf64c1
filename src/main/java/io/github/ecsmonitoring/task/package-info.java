/**
 * Sidecars for one ECS task definition, and a daemon for the EC2 instances of a cluster.
 *
 * <p>{@link io.github.ecsmonitoring.task.TaskMonitoring} is the construct for a task. It checks the task definition
 * ({@code TaskRequirements}) and its roles ({@code TaskRoles}), lets
 * {@link io.github.ecsmonitoring.task.NodeExporterSidecar} and {@link io.github.ecsmonitoring.task.AdotSidecar} each
 * add a container, and leaves a {@code TaskInstrumentation} beneath the task definition. That one arranges and checks
 * all containers when the app is synthesized and the last one is there:
 *
 * <pre>
 * TaskNetwork       where the sidecars listen, for each network mode; ExporterCommand: what the exporter shows
 * BridgeLinks       who finds whom in bridge mode
 * ContainerOrder    who starts after whom; StopBudget, TimeAnnotations: what that costs at start and stop
 * TaskSizing        whether the task's CPU and memory (TaskSize) hold what its containers reserve (TaskDemand), and the size of Fargate
 *                   that does (FargateSizes); SizeAnnotations: what will run; Infos: ids of such lines
 * TaskPorts, HostPorts    whether ports suffice; ScrapedContainers: whether scrape jobs name containers that are there
 * PublicImages      whether images can be pulled in IsolatedSubnets
 * WorkspacePlace    whether the workspace can be referred to
 * ServiceName       the label ecs_service; TaskServices: who runs which task, looked for once in an app
 * </pre>
 *
 * <p>{@link io.github.ecsmonitoring.task.HostMonitoring} is the construct for a cluster: a daemon of the same two
 * containers, which sees the instance by {@code HostMounts}.
 *
 * <p>The builders of both extend {@link io.github.ecsmonitoring.task.MonitoringOptions}, that of a task by way of
 * {@link io.github.ecsmonitoring.task.TaskOptions}, and so does {@code EcsMonitoring}'s, which hands its options on.
 *
 * <p>Both give each sidecar a {@code SidecarContext}: the task, where to log ({@code SidecarLogs}), which images, and
 * whether to grant ({@code UngrantedImage}, {@code UngrantedSecret}: what the CDK would grant by itself). What sidecars
 * reserve where nobody says it stands in {@code ContainerSize}.
 *
 * <p>{@link io.github.ecsmonitoring.task.MonitorAll} finds what there is to monitor beneath a scope
 * ({@code ScopeContents}) and makes one of the two for each, by {@code CallbackSteps}; {@code TemplateBudget} counts
 * what that takes of a stack's template.
 *
 * <p>Uses {@code images} (where images come from), {@code adot} (the collector's image and configuration),
 * {@code prometheus} (where samples go) and {@code internal}.
 */
package io.github.ecsmonitoring.task;
