package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.network.MonitoringEndpoints;
import io.github.ecsmonitoring.network.VpcEndpoints;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.IConstruct;

/**
 * Where the function runs that publishes content.
 *
 * @param vpc may be imported
 * @param subnets in that VPC
 * @param securityGroups empty for a new one
 */
record PublisherNetwork(IVpc vpc, SubnetSelection subnets, List<ISecurityGroup> securityGroups) {
    private static final Set<String> ALL = Set.of("grafana", "grafana-workspace", "s3");
    private static final Set<String> OF_WORKSPACE = Set.of("grafana-workspace");

    List<String> subnetIds() {
        return vpc.selectSubnets(subnets).getSubnetIds();
    }

    boolean isSameAs(PublisherNetwork other) {
        return vpc.getNode().getPath().equals(other.vpc.getNode().getPath())
                && subnetIds().equals(other.subnetIds())
                && paths(securityGroups).equals(paths(other.securityGroups));
    }

    private static List<String> paths(List<? extends IConstruct> constructs) {
        return constructs.stream()
                .map(construct -> construct.getNode().getPath())
                .toList();
    }

    /**
     * The endpoints that the function needs and the app does not create; empty if a VPC is imported, since its
     * endpoints are unknown.
     *
     * @param onlyByEndpoint whether the workspace accepts requests of VPC endpoints only
     */
    Set<String> missingEndpoints(boolean onlyByEndpoint) {
        if (!(vpc instanceof Vpc own)) {
            return Set.of();
        }
        Set<String> missing = new TreeSet<>(isIsolated(own) ? ALL : onlyByEndpoint ? OF_WORKSPACE : Set.of());
        if (!missing.isEmpty()) {
            VpcEndpoints endpoints = VpcEndpoints.of(vpc, all(CfnVPCEndpoint.class), all(MonitoringEndpoints.class));
            missing.removeAll(endpoints.services());
            return endpoints.complete() ? missing : Set.of();
        }
        return missing;
    }

    private boolean isIsolated(Vpc own) {
        List<String> isolated = paths(own.getIsolatedSubnets());
        return vpc.selectSubnets(subnets).getSubnets().stream()
                .map(ISubnet::getNode)
                .anyMatch(node -> isolated.contains(node.getPath()));
    }

    private <T> List<T> all(Class<T> type) {
        return vpc.getNode().getRoot().getNode().findAll().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
