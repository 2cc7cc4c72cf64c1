package io.github.ecsmonitoring.network;

import io.github.ecsmonitoring.internal.SameValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.CfnVPCEndpoint;
import software.amazon.awscdk.services.ec2.IVpc;
import software.constructs.IConstruct;

/** The endpoints in the templates of an app, from any construct that creates them. */
final class EndpointResources {
    private static final Pattern SERVICE_NAME = Pattern.compile("(?:cn\\.)?com\\.amazonaws\\.[^.]+\\.(.+)");

    private EndpointResources() {}

    /** Those of one VPC. */
    static List<CfnVPCEndpoint> in(IVpc vpc, List<CfnVPCEndpoint> created) {
        return created.stream()
                .filter(endpoint -> SameValue.of(vpc, vpc.getVpcId(), endpoint, endpoint.getVpcId()))
                .toList();
    }

    /** Whether two objects stand for one VPC. */
    static boolean isSame(IVpc one, IVpc other) {
        return SameValue.of(one, one.getVpcId(), other, other.getVpcId());
    }

    /** For example {@code ecr.api}; empty if it is known at deployment only. */
    static Optional<String> serviceOf(CfnVPCEndpoint endpoint) {
        Matcher name = SERVICE_NAME.matcher(text(Stack.of(endpoint).resolve(endpoint.getServiceName())));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** All constructs of a type in the app. */
    static <T> List<T> all(IConstruct scope, Class<T> type) {
        return scope.getNode().getRoot().getNode().findAll().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** A resolved value with references, such as to the region, as one word each. */
    private static String text(Object resolved) {
        if (resolved instanceof Map<?, ?> function
                && function.get("Fn::Join") instanceof List<?> join
                && join.size() == 2
                && join.get(0) instanceof String separator
                && join.get(1) instanceof List<?> parts) {
            return String.join(
                    separator, parts.stream().map(EndpointResources::text).toList());
        }
        if (resolved instanceof Map<?, ?> function && function.get("Fn::Sub") instanceof String pattern) {
            return pattern.replaceAll("\\$\\{[^}]*}", "token");
        }
        return resolved instanceof String literal ? literal : "token";
    }
}
