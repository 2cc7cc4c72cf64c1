package io.github.ecsmonitoring.task;

import java.util.List;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** The exporter's command line: whose metrics it shows, and where. */
final class ExporterCommand {
    /** Names that live as long as one container, or file systems that each container has again. */
    private static final String CONTAINER_MOUNTS = "^/(dev|proc|sys|run/(containerd|credentials|docker|user)/.+"
            + "|var/lib/(containerd|containers/storage|docker)/.+)($|/)";

    private static final String CONTAINER_DEVICES = "^veth.*$";

    private ExporterCommand() {}

    /**
     * On Fargate, where a task has a virtual machine of its own, all that the scope has. On EC2 only the task's: the
     * instance's metrics would be there once for each of its tasks, and {@link HostMonitoring} has them once. A task
     * definition for both gets what Fargate needs, since nothing else could give it there.
     */
    static List<String> ofTask(TaskDefinition task, TaskNetwork network) {
        String listen = listen(network);
        return task.getIsFargateCompatible()
                ? List.of(listen, "--scope=task")
                : List.of(listen, "--scope=task", "--collector.disable-defaults", "--collector.ecs");
    }

    /**
     * The machine without the daemon's own task, whose metrics would have an instance's labels and no service's. What
     * its containers take of the machine is in the machine's.
     */
    static List<String> ofHost(TaskNetwork network) {
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
