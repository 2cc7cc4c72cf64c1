package io.github.ecsmonitoring.task.check;

import io.github.ecsmonitoring.network.SubnetRoutes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;

/** Finds services whose tasks run in subnets without a route to the internet, as far as {@link SubnetRoutes} knows. */
final class IsolatedSubnets {
    private IsolatedSubnets() {}

    /** @param routes the routes of the whole app */
    static boolean has(BaseService service, List<CfnRoute> routes) {
        if (!(service.getCluster().getVpc() instanceof Vpc vpc)) {
            return false;
        }
        Stack stack = Stack.of(service);
        Set<Object> used = used(service, stack);
        return SubnetRoutes.isolated(vpc, routes).stream()
                .anyMatch(subnet -> used.contains(stack.resolve(subnet.getSubnetId())));
    }

    /** References to subnets; references to the same subnet are equal. */
    private static Set<Object> used(BaseService service, Stack stack) {
        return service.getNode().tryFindChild("Service") instanceof CfnService resource
                        && stack.resolve(resource.getNetworkConfiguration()) instanceof Map<?, ?> network
                        && network.get("awsvpcConfiguration") instanceof Map<?, ?> awsvpc
                        && awsvpc.get("subnets") instanceof List<?> subnets
                ? Set.copyOf(subnets)
                : Set.of();
    }
}
