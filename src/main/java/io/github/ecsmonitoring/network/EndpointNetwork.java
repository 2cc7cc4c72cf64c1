package io.github.ecsmonitoring.network;

import java.util.List;
import software.amazon.awscdk.services.ec2.IPeer;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;

/**
 * Where endpoints are, and who uses them.
 *
 * @param vpc may be imported
 * @param chosenSubnets those of the interface endpoints; null for the isolated ones
 * @param chosenTaskSubnets those of the tasks; empty for the default
 * @param chosenClients empty for the whole VPC
 */
record EndpointNetwork(
        IVpc vpc, SubnetSelection chosenSubnets, List<SubnetSelection> chosenTaskSubnets, List<IPeer> chosenClients) {

    /** @throws IllegalArgumentException if the VPC cannot have endpoints with private DNS in these subnets */
    void check() {
        if (vpc instanceof Vpc own && !(own.getDnsHostnamesEnabled() && own.getDnsSupportEnabled())) {
            throw new IllegalArgumentException(name()
                    + " must have enableDnsHostnames and enableDnsSupport, which private DNS of endpoints needs");
        }
        if (chosenSubnets == null && vpc.getIsolatedSubnets().isEmpty()) {
            throw new IllegalArgumentException(
                    name() + " has no isolated subnets for the endpoints: call subnets(...) with the subnets to use");
        }
    }

    SubnetSelection subnets() {
        return chosenSubnets != null ? chosenSubnets : isolated();
    }

    /** @throws IllegalArgumentException if the route table of a subnet is unknown */
    List<SubnetSelection> taskSubnets() {
        List<SubnetSelection> selections = !chosenTaskSubnets.isEmpty()
                ? chosenTaskSubnets
                : List.of(vpc.getIsolatedSubnets().isEmpty() ? subnets() : isolated());
        selections.stream()
                .flatMap(selection -> vpc.selectSubnets(selection).getSubnets().stream())
                .filter(subnet -> !hasRouteTable(subnet))
                .findFirst()
                .ifPresent(subnet -> {
                    throw new IllegalArgumentException(
                            "subnet " + subnet.getNode().getPath()
                                    + " must have a known route table, to which the gateway endpoint for S3 is added: import the VPC with the ids of its "
                                    + "route tables, or call existing(MonitoringEndpoint.S3)");
                });
        return selections;
    }

    private static boolean hasRouteTable(ISubnet subnet) {
        try {
            return subnet.getRouteTable().getRouteTableId() != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if the CIDR block of an imported VPC is needed and unknown */
    List<IPeer> clients() {
        if (!chosenClients.isEmpty()) {
            return chosenClients;
        }
        try {
            return List.of(Peer.ipv4(vpc.getVpcCidrBlock()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    name()
                            + " must have a known CIDR block, whose addresses are the clients of the endpoints: import it with vpcCidrBlock, "
                            + "or call clients(...)",
                    e);
        }
    }

    private static SubnetSelection isolated() {
        return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();
    }

    private String name() {
        return "vpc " + vpc.getNode().getPath();
    }
}
