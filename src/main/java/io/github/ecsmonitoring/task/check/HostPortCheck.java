package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.TaskServices;
import java.util.List;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.ecs.Protocol;
import software.constructs.IConstruct;

/** ECS never places a task on an instance whose daemon uses one of the task's ports. */
public final class HostPortCheck {
    private HostPortCheck() {}

    /**
     * The errors of a daemon, one message per container that uses one of its ports. Tasks that no service of this app
     * runs are not checked.
     */
    public static List<String> errors(
            IConstruct monitoring, Ec2Service daemon, ICluster cluster, List<Integer> ports, TaskServices services) {
        return services.on(cluster)
                // A service of the class FargateService never uses EC2 instances.
                .filter(service -> service != daemon && !(service instanceof FargateService))
                .flatMap(service -> HostPortUse.of(service.getTaskDefinition())
                        .filter(use -> use.protocol() == Protocol.TCP && ports.contains(use.port()))
                        .map(use -> message(monitoring, service, use, ports, cluster)))
                .toList();
    }

    private static String message(
            IConstruct monitoring, BaseService service, HostPortUse use, List<Integer> ports, ICluster cluster) {
        return "service " + path(service) + " runs task definition " + path(service.getTaskDefinition())
                + ", whose container " + use.container().getContainerName() + " must not use host port " + use.port()
                + ": " + path(monitoring) + " uses ports " + ports + " on each instance of cluster " + path(cluster)
                + ", so ECS would never place the task; choose another port, or remove the container if it is an exporter";
    }

    private static String path(IConstruct construct) {
        return construct.getNode().getPath();
    }
}
