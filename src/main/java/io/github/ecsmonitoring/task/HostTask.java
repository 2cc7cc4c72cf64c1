package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.task.check.TemplateSizeCheck;
import io.github.ecsmonitoring.task.definition.ContainerOrder;
import java.util.List;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PidMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * The task of a daemon on each instance: the node exporter, which reads the instance's files, and the ADOT collector.
 *
 * @param definition the task definition, without what its {@link HostPlacement} requires
 * @param config the collector's configuration
 */
record HostTask(TaskDefinition definition, AdotConfig config) {
    private static final String ID = "Task";

    static HostTask create(
            Construct scope, HostRoles roles, MonitoringOptions options, HostPlacement placement, AdotConfig config) {
        IPrometheusWorkspace workspace = options.requiredWorkspace();
        SidecarOptions sidecars = options.sidecars();
        TaskDefinition task = Ec2TaskDefinition.Builder.create(scope, ID)
                .networkMode(NetworkMode.HOST)
                .pidMode(PidMode.HOST)
                .taskRole(roles.task())
                .executionRole(roles.execution())
                .build();
        SidecarContext context = sidecars.in(task, scope, true);
        ContainerDefinition exporter =
                sidecars.exporter().addTo(context, ExporterCommand.ofHost(placement, TaskNetwork.ofDaemon()));
        HostMounts.addTo(task, exporter);
        ContainerDefinition collector = sidecars.collector().addTo(context, config, workspace, null);
        if (placement == HostPlacement.EC2) {
            TaskNetwork.ofDaemon().declarePorts(config, exporter, collector);
        }
        ContainerOrder.startAfter(collector, exporter);
        sidecars.accept(task, List.of());
        TemplateSizeCheck.count(scope, config);
        RuleProfiles.add(workspace, collector, config);
        return new HostTask(task, config);
    }
}
