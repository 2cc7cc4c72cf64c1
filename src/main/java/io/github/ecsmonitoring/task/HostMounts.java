package io.github.ecsmonitoring.task;

import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.Host;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.ecs.Volume;

/**
 * Read-only bind mounts of an EC2 instance for the exporter. ECS has no option for mount propagation: file systems that
 * the instance mounts later are visible after a restart of the daemon.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html">bind mounts</a>
 */
final class HostMounts {
    static final String PROC = "/host/proc";
    static final String SYS = "/host/sys";
    static final String ROOT = "/host/root";

    private HostMounts() {}

    static void addTo(TaskDefinition task, ContainerDefinition exporter) {
        add(task, exporter, "proc", "/proc", PROC);
        add(task, exporter, "sys", "/sys", SYS);
        add(task, exporter, "root", "/", ROOT);
    }

    private static void add(
            TaskDefinition task, ContainerDefinition exporter, String volume, String hostPath, String containerPath) {
        task.addVolume(Volume.builder()
                .name(volume)
                .host(Host.builder().sourcePath(hostPath).build())
                .build());
        exporter.addMountPoints(MountPoint.builder()
                .sourceVolume(volume)
                .containerPath(containerPath)
                .readOnly(true)
                .build());
    }
}
