package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.network.VpcEndpoints;
import io.github.ecsmonitoring.task.definition.TaskDemand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.NetworkMode;

/**
 * A task in isolated subnets reaches AWS only through VPC endpoints of its own region. On EC2, the instance pulls
 * images, sends logs and reads secrets; its network is not checked.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html">VPC endpoints for
 *     ECS</a>
 */
final class PrivateNetworkCheck implements TaskCheck {
    private static final String SUBNETS_WITH_EGRESS = "choose subnets of type PRIVATE_WITH_EGRESS";

    @Override
    public List<String> errors(MonitoredTask task, TaskDemand demand, Annotations annotations) {
        return task.networkMode() == NetworkMode.AWS_VPC
                ? task.services().thatRun(task.definition()).stream()
                        .filter(service ->
                                IsolatedSubnets.has(service, task.services().routes()))
                        .flatMap(service -> errors(task, service).stream())
                        .toList()
                : List.of();
    }

    private static List<String> errors(MonitoredTask task, BaseService service) {
        TaskTraffic traffic = TaskTraffic.of(task);
        boolean fargate = FargateNetwork.isUsedBy(service);
        IVpc vpc = service.getCluster().getVpc();
        String place = "service " + service.getNode().getPath() + " runs " + task.name() + " in isolated subnets of "
                + vpc.getNode().getPath();
        List<String> errors = new ArrayList<>();
        Map<String, String> missing = new TreeMap<>(fargate ? traffic.ofTask() : traffic.ofCollector());
        VpcEndpoints endpoints = task.services().endpoints(vpc);
        missing.keySet().removeAll(endpoints.services());
        if (endpoints.complete() && !missing.isEmpty()) {
            errors.add(place + ", which has no VPC endpoints for " + list(missing)
                    + ": create them with MonitoringEndpoints, declare those of another app with its existing(...), or "
                    + SUBNETS_WITH_EGRESS);
        }
        String region = Stack.of(service).getRegion();
        if (!Token.isUnresolved(region)) {
            traffic.workspaceRegion()
                    .filter(other -> !other.equals(region))
                    .ifPresent(other ->
                            errors.add(place + ", from which the collector cannot reach its workspace in " + other
                                    + ": an endpoint for aps-workspaces reaches only its own region, " + region
                                    + ", and AWS PrivateLink offers no cross-region endpoint for this service; write to a workspace in "
                                    + region + ", or " + SUBNETS_WITH_EGRESS));
            if (fargate) {
                traffic.imagesOfOtherRegions(region)
                        .forEach((container, other) -> errors.add(place
                                + ", where Fargate cannot pull the image of container " + container + " from ECR in "
                                + other
                                + ": replicate the repository to " + region + ", or " + SUBNETS_WITH_EGRESS));
            }
        }
        return errors;
    }

    private static String list(Map<String, String> missing) {
        return missing.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
