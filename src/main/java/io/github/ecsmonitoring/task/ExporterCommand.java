package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** The exporter's command line. */
final class ExporterCommand {
    /** Mount points of containers, which are short-lived or exist in each container. */
    private static final String CONTAINER_MOUNTS = "^/(dev|proc|sys|run/(containerd|credentials|docker|user)/.+"
            + "|var/lib/(containerd|containers/storage|docker)/.+)($|/)";

    private static final String CONTAINER_DEVICES = "^veth.*$";
    /**
     * The network of the instance's first process instead of the daemon's own. Netlink has the own one only, and so has
     * {@code /proc/sys/net} with the connections that are tracked.
     */
    private static final List<String> NETWORK_OF_INSTANCE = List.of(
            "--path.procfs.network=" + HostMounts.PROC + "/1",
            "--no-collector.arp.netlink",
            "--no-collector.netdev.netlink",
            "--no-collector.conntrack");

    private ExporterCommand() {}

    /**
     * On Fargate, where each task has its own virtual machine, all collectors of the scope. On EC2 only metrics of ECS:
     * each task would expose the metrics of the whole instance, which {@link HostMonitoring} exposes once. A task
     * definition for both is treated as one for Fargate, where there is no other source of these metrics.
     */
    static List<String> ofTask(TaskDefinition task, TaskNetwork network) {
        String listen = listen(network);
        return task.getIsFargateCompatible()
                ? List.of(listen, "--scope=task")
                : List.of(listen, "--scope=task", "--collector.disable-defaults", "--collector.ecs");
    }

    /** The options of a daemon. */
    static List<String> ofHost(HostPlacement placement, TaskNetwork network) {
        return placement == HostPlacement.EC2
                ? ofHost(network)
                : Stream.concat(ofHost(network).stream(), NETWORK_OF_INSTANCE.stream())
                        .toList();
    }

    /**
     * Metrics of the instance, without {@code ecs_*} of the daemon's own task, whose series would have the labels of
     * the instance.
     */
    private static List<String> ofHost(TaskNetwork network) {
        return List.of(
                listen(network),
                "--scope=host",
                "--no-collector.ecs",
                "--path.procfs=" + HostMounts.PROC,
                "--path.sysfs=" + HostMounts.SYS,
                "--path.rootfs=" + HostMounts.ROOT,
                "--path.udev.data=" + HostMounts.ROOT + "/run/udev/data",
                "--collector.filesystem.mount-points-exclude=" + CONTAINER_MOUNTS,
                "--collector.netdev.device-exclude=" + CONTAINER_DEVICES,
                "--collector.netclass.ignored-devices=" + CONTAINER_DEVICES);
    }

    private static String listen(TaskNetwork network) {
        return "--web.listen-address=" + network.exporterListenAddress();
    }
}
