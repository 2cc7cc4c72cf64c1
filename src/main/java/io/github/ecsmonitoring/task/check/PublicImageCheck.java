package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.ContainerDefinition;

/**
 * Fargate pulls images through the task's own network interface, so tasks in isolated subnets cannot pull from a public
 * registry. EC2 pulls through the instance's network, which is not checked.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html">task
 *     networking on Fargate</a>
 */
final class PublicImageCheck implements TaskCheck {
    private static final String DOCKER_HUB = "docker.io";
    /** Registries without a VPC endpoint. */
    private static final Set<String> REGISTRIES = Set.of("public.ecr.aws", DOCKER_HUB, "quay.io", "ghcr.io");

    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        List<ContainerDefinition> affected = task.sidecars().stream()
                .filter(sidecar -> publicRegistry(sidecar).isPresent())
                .toList();
        if (affected.isEmpty()) {
            return List.of();
        }
        return task.services().thatRun(task.definition()).stream()
                .filter(service -> FargateNetwork.isUsedBy(service)
                        && IsolatedSubnets.has(service, task.services().routes()))
                .flatMap(service -> affected.stream().map(sidecar -> message(service, task, sidecar)))
                .toList();
    }

    private static String message(BaseService service, MonitoredTask task, ContainerDefinition sidecar) {
        return "service " + service.getNode().getPath() + " runs " + task.name() + " in isolated subnets of "
                + service.getCluster().getVpc().getNode().getPath()
                + ", where Fargate cannot pull the image of container " + sidecar.getContainerName()
                + " from " + publicRegistry(sidecar).orElseThrow()
                + ": copy the image to ECR and use images(ImageSource.ecr(...)) with MonitoringEndpoints, or choose subnets of type "
                + "PRIVATE_WITH_EGRESS";
    }

    private static Optional<String> publicRegistry(ContainerDefinition container) {
        String image = container.getImageName();
        if (Token.isUnresolved(image)) {
            return Optional.empty();
        }
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        // Docker's rule: a first part without a dot or port is a Docker Hub user, not a host.
        String host = first.contains(".") || first.contains(":") || first.equals("localhost") ? first : DOCKER_HUB;
        return Optional.of(host).filter(REGISTRIES::contains);
    }
}
