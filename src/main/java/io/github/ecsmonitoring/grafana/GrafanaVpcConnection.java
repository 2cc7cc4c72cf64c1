package io.github.ecsmonitoring.grafana;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.CfnVPC;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;

/**
 * The connection of a workspace of Amazon Managed Grafana to a VPC, through which all of its outgoing traffic flows,
 * also that to Amazon Managed Service for Prometheus, CloudWatch and X-Ray.
 *
 * <pre>{@code
 * GrafanaVpcConnection.of(vpc).subnets(SubnetSelection.builder().subnetGroupName("grafana").build())
 * }</pre>
 *
 * <p>Immutable: each method returns a new value.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/AMG-configure-vpc.html">connecting to a VPC</a>
 */
public final class GrafanaVpcConnection {
    private static final int MIN_SUBNETS = 2;
    private static final int MAX_SUBNETS = 6;
    private static final int MAX_SECURITY_GROUPS = 5;
    private static final int MIN_ZONES = 2;

    private final IVpc vpc;
    private final SubnetSelection selection;
    private final List<ISecurityGroup> securityGroups;
    private final boolean egressChecked;

    private GrafanaVpcConnection(
            IVpc vpc, SubnetSelection selection, List<ISecurityGroup> securityGroups, boolean egressChecked) {
        this.vpc = vpc;
        this.selection = selection;
        this.securityGroups = securityGroups;
        this.egressChecked = egressChecked;
    }

    /**
     * A connection to the private subnets of a VPC in the account and region of the workspace.
     *
     * @param vpc may be imported; not one with dedicated tenancy
     */
    public static GrafanaVpcConnection of(IVpc vpc) {
        return new GrafanaVpcConnection(
                Objects.requireNonNull(vpc, "vpc"), SubnetSelection.builder().build(), List.of(), true);
    }

    /**
     * The private subnets: two to six, in at least two availability zones, each with at least 15 free addresses.
     * Default: those with a route to a NAT gateway, else the isolated ones, as the CDK selects private subnets.
     */
    public GrafanaVpcConnection subnets(SubnetSelection subnets) {
        return new GrafanaVpcConnection(vpc, Objects.requireNonNull(subnets, "subnets"), securityGroups, egressChecked);
    }

    /**
     * The security groups of the workspace's network interfaces. Default: a new one that allows all outgoing traffic.
     *
     * @throws IllegalArgumentException unless there are one to five
     */
    public GrafanaVpcConnection securityGroups(ISecurityGroup... groups) {
        if (groups.length == 0 || groups.length > MAX_SECURITY_GROUPS) {
            throw new IllegalArgumentException("securityGroups of a workspace must be 1 to " + MAX_SECURITY_GROUPS
                    + ", got " + groups.length + (groups.length == 0 ? "" : ": combine their rules"));
        }
        return new GrafanaVpcConnection(vpc, selection, List.copyOf(Arrays.asList(groups)), egressChecked);
    }

    /**
     * Omits the check that isolated subnets have the VPC endpoints that the data sources need, for example since
     * another stack routes the subnets to a transit gateway. Default: missing endpoints are an error at synth, as far
     * as they are known.
     */
    public GrafanaVpcConnection withoutEgressCheck() {
        return new GrafanaVpcConnection(vpc, selection, securityGroups, false);
    }

    /** The VPC. */
    public IVpc getVpc() {
        return vpc;
    }

    /** The selection of subnets, such as for a function that contacts the workspace from the same ones. */
    public SubnetSelection getSubnetSelection() {
        return selection;
    }

    /** The subnets. */
    public List<ISubnet> getSubnets() {
        return isListed()
                ? selection.getSubnets()
                : vpc.selectSubnets(selection).getSubnets();
    }

    /** The CDK cannot select listed subnets whose availability zones are unknown. */
    private boolean isListed() {
        return selection.getSubnets() != null;
    }

    /** The security groups; empty only for a connection that no workspace has. */
    public List<ISecurityGroup> getSecurityGroups() {
        return securityGroups;
    }

    boolean isEgressChecked() {
        return egressChecked;
    }

    /** @throws IllegalArgumentException if AMG would reject the VPC or the subnets */
    void check() {
        if (vpc.getNode().getDefaultChild() instanceof CfnVPC own && "dedicated".equals(own.getInstanceTenancy())) {
            throw new IllegalArgumentException(name()
                    + " must have the tenancy default, got dedicated: Amazon Managed Grafana cannot connect to it");
        }
        if (!isListed() && Boolean.TRUE.equals(vpc.selectSubnets(selection).getIsPendingLookup())) {
            return;
        }
        List<ISubnet> subnets = getSubnets();
        if (subnets.size() < MIN_SUBNETS || subnets.size() > MAX_SUBNETS) {
            throw new IllegalArgumentException(
                    "subnets of a workspace must be " + MIN_SUBNETS + " to " + MAX_SUBNETS + ", got " + subnets.size()
                            + " of " + name() + ": call subnets(...) with private subnets in two availability zones");
        }
        checkZones(subnets);
        checkPrivate(subnets);
    }

    private void checkZones(List<ISubnet> subnets) {
        Set<String> zones = new TreeSet<>();
        for (ISubnet subnet : subnets) {
            String zone = zone(subnet);
            if (zone == null || Token.isUnresolved(zone)) {
                return;
            }
            zones.add(zone);
        }
        if (zones.size() < MIN_ZONES) {
            throw new IllegalArgumentException(
                    "subnets of a workspace must be in at least " + MIN_ZONES + " availability zones, got " + zones
                            + " of " + name() + ": call subnets(...) with private subnets of another zone too");
        }
    }

    /** Null for a subnet that was imported by its id only, which the CDK reports by an exception. */
    private static String zone(ISubnet subnet) {
        try {
            return subnet.getAvailabilityZone();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private void checkPrivate(List<ISubnet> subnets) {
        Set<String> open = new LinkedHashSet<>();
        vpc.getPublicSubnets().forEach(subnet -> open.add(subnet.getNode().getPath()));
        subnets.stream()
                .map(subnet -> subnet.getNode().getPath())
                .filter(open::contains)
                .findFirst()
                .ifPresent(path -> {
                    throw new IllegalArgumentException(
                            "subnets of a workspace must be private, got the public subnet "
                                    + path
                                    + ": Grafana's network interfaces have no public address and would reach nothing outside of the VPC");
                });
    }

    String name() {
        return "vpc " + vpc.getNode().getPath();
    }
}
