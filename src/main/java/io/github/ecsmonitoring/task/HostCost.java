package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.cost.CostRegistry;
import io.github.ecsmonitoring.cost.CostedTask;
import io.github.ecsmonitoring.cost.SeriesModel;
import io.github.ecsmonitoring.cost.SeriesShape;
import io.github.ecsmonitoring.cost.SeriesTarget;
import io.github.ecsmonitoring.cost.SidecarShare;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.definition.InstanceCpus;
import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.List;
import java.util.OptionalInt;
import software.amazon.awscdk.services.ecs.ICluster;

/** The instances of a cluster as their cost is computed from them, at synth. */
final class HostCost {
    /** Of an instance like m7i.large, unless its type is known. */
    private static final int CPUS = 2;

    private static final int DISKS = 1;
    /** The root and boot file systems. */
    private static final int FILESYSTEMS = 2;
    /** The loopback interface, that of the instance, and bridges of Docker and ECS. */
    private static final int INTERFACES = 4;

    private HostCost() {}

    /** @param capacity of which Managed Instances are as many as their tasks need, which is unknown */
    static void register(
            ICluster cluster,
            MonitoringOptions options,
            int intervalSeconds,
            TaskServices services,
            HostCapacity capacity) {
        CostRegistry registry = CostRegistry.of(cluster);
        if (options.requiredWorkspace() instanceof PrometheusWorkspace created) {
            registry.retentionDays(created.getRetentionDays());
        }
        registry.add(cluster, chosen -> {
            SeriesShape shape = shape(services.instanceTypes(cluster));
            return new CostedTask(
                    cluster.getNode().getPath(),
                    SeriesTarget.EC2_INSTANCE,
                    shape,
                    SeriesModel.bundled()
                            .series(SeriesTarget.EC2_INSTANCE, shape, RuleProfiles.extended(options)::sends),
                    List.of(),
                    intervalSeconds,
                    capacity.capacityProviders().isEmpty() ? number(services.instances(cluster)) : null,
                    SidecarShare.NONE);
        });
    }

    /** With the CPUs of the largest type. */
    private static SeriesShape shape(List<String> types) {
        int cpus = types.stream()
                .flatMapToInt(type -> InstanceCpus.of(type).stream())
                .max()
                .orElse(CPUS);
        return new SeriesShape(0, 0, cpus, DISKS, FILESYSTEMS, INTERFACES);
    }

    private static Integer number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }
}
