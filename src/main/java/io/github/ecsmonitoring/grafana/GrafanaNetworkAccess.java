package io.github.ecsmonitoring.grafana;

import io.github.ecsmonitoring.network.VpcEndpoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.IVpcEndpoint;
import software.amazon.awscdk.services.grafana.CfnWorkspace;

/**
 * Who can reach a workspace of Amazon Managed Grafana: the public addresses of prefix lists, and clients of VPC
 * endpoints for the service {@code grafana-workspace}. All others get the status 403.
 *
 * <p>Immutable: each method returns a new value.
 *
 * @see <a href="https://docs.aws.amazon.com/grafana/latest/userguide/AMG-configure-nac.html">network access control</a>
 */
public final class GrafanaNetworkAccess {
    private static final int MAX = 5;
    private static final Pattern PREFIX_LIST = Pattern.compile("pl-[0-9a-f]{8,17}");
    private static final Pattern ENDPOINT = Pattern.compile("vpce-[0-9a-f]{8,17}");
    private static final String SERVICE = "grafana-workspace";

    private final List<String> prefixLists;
    private final List<String> endpoints;

    private GrafanaNetworkAccess(List<String> prefixLists, List<String> endpoints) {
        this.prefixLists = prefixLists;
        this.endpoints = endpoints;
    }

    /**
     * The public addresses of customer-managed prefix lists. Private addresses in them have no effect.
     *
     * @param ids one to five, such as {@code pl-0a1b2c3d4e5f67890}; may be tokens
     * @throws IllegalArgumentException if there are none or too many, or one is not the id of a prefix list
     */
    public static GrafanaNetworkAccess ofPrefixLists(String... ids) {
        return new GrafanaNetworkAccess(List.of(), List.of()).andPrefixLists(ids);
    }

    /**
     * The clients of VPC endpoints for {@code grafana-workspace}.
     *
     * @param ids one to five, such as {@code vpce-0a1b2c3d4e5f67890}; may be tokens
     * @throws IllegalArgumentException if there are none or too many, or one is not the id of an endpoint
     */
    public static GrafanaNetworkAccess ofVpcEndpoints(String... ids) {
        return new GrafanaNetworkAccess(List.of(), List.of()).andVpcEndpoints(ids);
    }

    /**
     * The clients of VPC endpoints for {@code grafana-workspace}.
     *
     * @param endpoints one to five, which may be imported
     * @throws IllegalArgumentException if there are none or too many, or one is for another service
     */
    public static GrafanaNetworkAccess ofVpcEndpoints(IVpcEndpoint... endpoints) {
        return ofVpcEndpoints(
                Arrays.stream(endpoints).map(GrafanaNetworkAccess::checkedId).toArray(String[]::new));
    }

    /** Adds prefix lists, as {@link #ofPrefixLists} does. */
    public GrafanaNetworkAccess andPrefixLists(String... ids) {
        return new GrafanaNetworkAccess(
                added("prefix lists", prefixLists, ids, PREFIX_LIST, "pl-0a1b2c3d4e5f67890"), endpoints);
    }

    /** Adds VPC endpoints, as {@link #ofVpcEndpoints(String...)} does. */
    public GrafanaNetworkAccess andVpcEndpoints(String... ids) {
        return new GrafanaNetworkAccess(
                prefixLists, added("VPC endpoints", endpoints, ids, ENDPOINT, "vpce-0a1b2c3d4e5f67890"));
    }

    private static String checkedId(IVpcEndpoint endpoint) {
        if (endpoint.getNode().getDefaultChild() instanceof CfnVPCEndpoint resource) {
            VpcEndpoints.serviceOf(resource)
                    .filter(service -> !service.equals(SERVICE))
                    .ifPresent(service -> {
                        throw new IllegalArgumentException(
                                "VPC endpoint " + endpoint.getNode().getPath() + " must be for the service " + SERVICE
                                        + ", got " + service
                                        + ": create it with InterfaceVpcEndpointAwsService.GRAFANA_WORKSPACE");
                    });
        }
        return endpoint.getVpcEndpointId();
    }

    private static List<String> added(String what, List<String> before, String[] ids, Pattern pattern, String example) {
        if (ids.length == 0) {
            throw new IllegalArgumentException(
                    what + " must be one or more, got none: nobody could reach the workspace");
        }
        for (String id : ids) {
            if (!Token.isUnresolved(Objects.requireNonNull(id, what))
                    && !pattern.matcher(id).matches()) {
                throw new IllegalArgumentException(what + " must look like " + example + ", got \"" + id + "\"");
            }
        }
        List<String> all = new ArrayList<>(before);
        Stream.of(ids).filter(id -> !all.contains(id)).forEach(all::add);
        if (all.size() > MAX) {
            throw new IllegalArgumentException(what + " of a workspace must be at most " + MAX + ", got " + all.size()
                    + ": combine their entries or clients");
        }
        return List.copyOf(all);
    }

    /** The ids of prefix lists; may be tokens. */
    public List<String> getPrefixListIds() {
        return prefixLists;
    }

    /** The ids of VPC endpoints; may be tokens. */
    public List<String> getVpcEndpointIds() {
        return endpoints;
    }

    CfnWorkspace.NetworkAccessControlProperty property() {
        return CfnWorkspace.NetworkAccessControlProperty.builder()
                .prefixListIds(prefixLists)
                .vpceIds(endpoints)
                .build();
    }
}
