package io.github.ecsmonitoring.task;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Finds sidecars whose image Fargate could not pull, where the app may start today. On Fargate images come through the
 * task's own network interface; on EC2 through the instance's, which is not looked at.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html">task
 *     networking on Fargate</a>
 */
final class PublicImages {
    private static final String DOCKER_HUB = "docker.io";
    /** No VPC endpoint leads to them. */
    private static final Set<String> REGISTRIES = Set.of("public.ecr.aws", DOCKER_HUB, "quay.io", "ghcr.io");

    private PublicImages() {}

    /** One message for each sidecar and service. */
    static List<String> validate(TaskDefinition task, List<ContainerDefinition> sidecars, TaskServices services) {
        List<ContainerDefinition> open = sidecars.stream()
                .filter(sidecar -> publicRegistry(sidecar).isPresent())
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        return services.thatRun(task).stream()
                .filter(service -> service instanceof FargateService && IsolatedSubnets.has(service, services.routes()))
                .flatMap(service -> open.stream().map(sidecar -> message(service, task, sidecar)))
                .toList();
    }

    private static String message(BaseService service, TaskDefinition task, ContainerDefinition sidecar) {
        return "service " + service.getNode().getPath() + " runs task definition "
                + task.getNode().getPath() + " in isolated subnets of "
                + service.getCluster().getVpc().getNode().getPath()
                + ", where Fargate can't pull the image of container " + sidecar.getContainerName()
                + " from " + publicRegistry(sidecar).orElseThrow()
                + ", so no task would start: copy it to ECR and say images(ImageSource.ecr(...)), with VPC "
                + "endpoints for ecr.api, ecr.dkr, s3, logs and aps-workspaces, or choose subnets of the type PRIVATE_WITH_EGRESS";
    }

    private static Optional<String> publicRegistry(ContainerDefinition container) {
        String image = container.getImageName();
        if (Token.isUnresolved(image)) {
            return Optional.empty();
        }
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        // Docker's rule: what has neither dot nor port is a user of Docker Hub, not a host.
        String host = first.contains(".") || first.contains(":") || first.equals("localhost") ? first : DOCKER_HUB;
        return Optional.of(host).filter(REGISTRIES::contains);
    }
}
