package io.github.ecsmonitoring.network;

import io.github.ecsmonitoring.internal.SameValue;
import java.util.List;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.Vpc;

/**
 * Finds subnets without a route to the internet. Only a VPC that is created in this app is known: isolated subnets of
 * an imported VPC may be routed to a transit gateway.
 */
public final class SubnetRoutes {
    private SubnetRoutes() {}

    /**
     * The isolated subnets of a VPC to whose route tables the app has not added a route itself, which the subnet's type
     * does not show.
     *
     * @param routes the routes of the whole app
     */
    public static List<ISubnet> isolated(Vpc vpc, List<CfnRoute> routes) {
        return vpc.getIsolatedSubnets().stream()
                .filter(subnet -> !hasRoute(subnet, routes))
                .toList();
    }

    private static boolean hasRoute(ISubnet subnet, List<CfnRoute> routes) {
        String table = subnet.getRouteTable().getRouteTableId();
        return routes.stream().anyMatch(route -> SameValue.of(subnet, table, route, route.getRouteTableId()));
    }
}
