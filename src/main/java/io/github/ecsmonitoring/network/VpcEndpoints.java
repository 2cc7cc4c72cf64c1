package io.github.ecsmonitoring.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.IVpc;

/**
 * The endpoints of one VPC that an app creates or declares.
 *
 * @param services for example {@code ecr.api} and {@code s3}
 * @param complete false if the service of an endpoint is known at deployment only
 */
public record VpcEndpoints(Set<String> services, boolean complete) {
    /**
     * Finds the endpoints of a VPC.
     *
     * @param created all endpoints of the app
     * @param declared all {@link MonitoringEndpoints} of the app
     */
    public static VpcEndpoints of(IVpc vpc, List<CfnVPCEndpoint> created, List<MonitoringEndpoints> declared) {
        Set<String> services = new TreeSet<>();
        declared.stream()
                .filter(endpoints -> EndpointResources.isSame(endpoints.getVpc(), vpc))
                .flatMap(endpoints -> endpoints.existing().stream())
                .forEach(endpoint -> services.add(endpoint.service()));
        boolean complete = true;
        for (CfnVPCEndpoint endpoint : EndpointResources.in(vpc, created)) {
            Optional<String> service = EndpointResources.serviceOf(endpoint);
            service.ifPresent(services::add);
            complete &= service.isPresent();
        }
        return new VpcEndpoints(services, complete);
    }

    /** The service of an endpoint, such as {@code ecr.api}; empty if it is known at deployment only. */
    public static Optional<String> serviceOf(CfnVPCEndpoint endpoint) {
        return EndpointResources.serviceOf(endpoint);
    }

    /**
     * The paths of the {@link MonitoringEndpoints} of a VPC whose policies deny Grafana's requests.
     *
     * @param declared all of the app
     */
    public static List<String> closedToGrafana(IVpc vpc, List<MonitoringEndpoints> declared) {
        return declared.stream()
                .filter(endpoints -> EndpointResources.isSame(endpoints.getVpc(), vpc))
                .filter(endpoints -> !endpoints.isOpenToGrafana())
                .map(endpoints -> endpoints.getNode().getPath())
                .toList();
    }
}
