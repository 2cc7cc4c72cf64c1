package io.github.ecsmonitoring.network;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/** The VPC endpoints of a template by service, such as {@code ecr.api}, and the statements of their policies. */
record EndpointTable(Map<String, Map<String, Object>> endpoints) {

    static EndpointTable of(Stack stack) {
        Map<String, Map<String, Object>> endpoints = new TreeMap<>();
        Template.fromStack(stack)
                .findResources("AWS::EC2::VPCEndpoint")
                .values()
                .forEach(resource -> {
                    Map<String, Object> properties = Synth.map(resource.get("Properties"));
                    endpoints.put(service(properties.get("ServiceName")), properties);
                });
        return new EndpointTable(endpoints);
    }

    private static String service(Object name) {
        String text = name.toString().replaceAll("[\\[\\]{}=, ]|Fn::Join|Ref|AWS::Region", "");
        return text.replaceFirst("^com\\.amazonaws\\.+(?:[a-z]+-[a-z]+-[0-9]\\.)?", "");
    }

    /** One line per statement: service, actions, resources, conditions. */
    String policies() {
        return endpoints.entrySet().stream()
                .flatMap(endpoint -> statements(endpoint.getKey()).stream()
                        .map(statement -> endpoint.getKey() + ": " + statement.get("Action") + " on "
                                + text(statement.get("Resource"))
                                + (statement.containsKey("Condition") ? " if " + statement.get("Condition") : "")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    List<Map<String, Object>> statements(String service) {
        return Synth.list(
                        Synth.map(endpoints.get(service).get("PolicyDocument")).get("Statement"))
                .stream()
                .map(Synth::map)
                .toList();
    }

    /** A value with references in angle brackets. */
    static String text(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(EndpointTable::text).collect(Collectors.joining(", "));
        }
        if (value instanceof Map<?, ?> function) {
            return function.get("Fn::Join") instanceof List<?> join
                    ? ((List<?>) join.get(1)).stream().map(EndpointTable::text).collect(Collectors.joining())
                    : "<" + function.values().iterator().next() + ">";
        }
        return String.valueOf(value);
    }
}
