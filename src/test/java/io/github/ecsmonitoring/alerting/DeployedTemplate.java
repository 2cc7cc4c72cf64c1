package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.Synth;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;

/** A template with the values of intrinsic functions after a deployment, which a test gives. */
record DeployedTemplate(Map<String, Object> resources, Map<String, String> values) {

    /** @param values by logical id, followed by a dot and the attribute for Fn::GetAtt */
    static DeployedTemplate of(Stack stack, Map<String, String> values) {
        return new DeployedTemplate(Synth.map(Synth.template(stack).get("Resources")), values);
    }

    /** The properties of the resources of a type. */
    List<Map<String, Object>> properties(String type) {
        return resources.values().stream()
                .map(Synth::map)
                .filter(resource -> resource.get("Type").equals(type))
                .map(resource -> Synth.map(value(resource.get("Properties"))))
                .toList();
    }

    private Object value(Object json) {
        if (json instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (!(json instanceof Map<?, ?> map)) {
            return json;
        }
        if (map.containsKey("Ref")) {
            return values.getOrDefault((String) map.get("Ref"), map.toString());
        }
        if (map.containsKey("Fn::GetAtt")) {
            return values.getOrDefault(
                    ((List<?>) map.get("Fn::GetAtt"))
                            .stream().map(String::valueOf).collect(Collectors.joining(".")),
                    map.toString());
        }
        if (map.containsKey("Fn::Join")) {
            List<Object> join = Synth.list(map.get("Fn::Join"));
            return Synth.list(value(join.get(1))).stream().map(String::valueOf).collect(Collectors.joining((String)
                    join.get(0)));
        }
        return map.entrySet().stream()
                .collect(Collectors.toMap(entry -> String.valueOf(entry.getKey()), entry -> value(entry.getValue())));
    }
}
