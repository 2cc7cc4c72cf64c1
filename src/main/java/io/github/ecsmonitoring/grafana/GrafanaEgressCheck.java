package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.network.MonitoringEndpoints;
import io.github.ecsmonitoring.network.SubnetRoutes;
import io.github.ecsmonitoring.network.VpcEndpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.IConstruct;

/**
 * Finds data sources that a workspace in isolated subnets cannot reach. Only a VPC that is created in this app is
 * checked.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/AMG-configure-vpc-faq.html">connectivity in a
 *     VPC</a>
 */
record GrafanaEgressCheck(IConstruct workspace, GrafanaVpcConnection connection) {
    private static final Map<String, String> NEEDED = Map.of(
            "aps-workspaces", "queries and alerts of Prometheus",
            "aps", "the list of Prometheus workspaces",
            "monitoring", "metrics of CloudWatch",
            "logs", "queries of CloudWatch Logs",
            "xray", "traces",
            "sts", "roles of data sources");

    /** The errors, for the whole app as it is at synth. */
    List<String> errors() {
        if (!connection.isEgressChecked() || !(connection.getVpc() instanceof Vpc vpc)) {
            return List.of();
        }
        List<String> isolated = isolated(vpc);
        return isolated.isEmpty() ? List.of() : errors(vpc, isolated);
    }

    private List<String> isolated(Vpc vpc) {
        List<String> paths = SubnetRoutes.isolated(vpc, all(CfnRoute.class)).stream()
                .map(subnet -> subnet.getNode().getPath())
                .toList();
        return connection.getSubnets().stream()
                .map((ISubnet subnet) -> subnet.getNode().getPath())
                .filter(paths::contains)
                .toList();
    }

    private List<String> errors(Vpc vpc, List<String> isolated) {
        List<MonitoringEndpoints> declared = all(MonitoringEndpoints.class);
        VpcEndpoints endpoints = VpcEndpoints.of(vpc, all(CfnVPCEndpoint.class), declared);
        Map<String, String> missing = new TreeMap<>(NEEDED);
        missing.keySet().removeAll(endpoints.services());
        List<String> errors = new ArrayList<>();
        if (endpoints.complete() && !missing.isEmpty()) {
            errors.add(
                    place(isolated) + ", without a route to the internet and without VPC endpoints for "
                            + list(missing)
                            + ": create them with MonitoringEndpoints and its forGrafana(), declare those of another app with its existing(...), "
                            + "choose subnets with a NAT gateway, or call withoutEgressCheck() if the subnets have another route");
        }
        VpcEndpoints.closedToGrafana(vpc, declared)
                .forEach(path -> errors.add(place(isolated) + ", and the policies of the VPC endpoints of " + path
                        + " do not allow Grafana's requests: call its forGrafana()"));
        return errors;
    }

    private String place(List<String> isolated) {
        return "workspace " + workspace.getNode().getPath() + " is connected to " + connection.name()
                + ", which all of its traffic flows through, in " + String.join(", ", isolated);
    }

    private static String list(Map<String, String> missing) {
        return missing.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private <T> List<T> all(Class<T> type) {
        return workspace.getNode().getRoot().getNode().findAll().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
