package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.Synth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;

/**
 * A summary of the containers in a template, one per line: dependencies, links, ports, the exporter's command, and the
 * collector's health check and scrape targets.
 */
public final class TaskShape {
    private static final Pattern TARGET = Pattern.compile("targets:\n +- \"([^\"]+)\"");

    private TaskShape() {}

    /** The summary of the only task definition of a stack. */
    public static String of(Stack stack) {
        return of(Synth.properties(stack, "AWS::ECS::TaskDefinition"));
    }

    public static String of(Map<String, Object> taskDefinition) {
        return Synth.list(taskDefinition.get("ContainerDefinitions")).stream()
                .map(Synth::map)
                .map(TaskShape::line)
                .collect(Collectors.joining());
    }

    private static String line(Map<String, Object> container) {
        List<String> parts = new ArrayList<>();
        container.computeIfPresent("DependsOn", (key, value) -> add(parts, "after " + dependencies(value), value));
        container.computeIfPresent("Links", (key, value) -> add(parts, "linked to " + value, value));
        container.computeIfPresent("PortMappings", (key, value) -> add(parts, "ports " + ports(value), value));
        if (container.get("Name").equals("adot")) {
            parts.add("health " + Synth.map(container.get("HealthCheck")).get("Command"));
            parts.add("scrapes " + targets(container));
        } else {
            container.computeIfPresent("Command", (key, value) -> add(parts, "runs " + value, value));
        }
        return (container.get("Name") + ": " + String.join(", ", parts)).strip() + "\n";
    }

    private static Object add(List<String> parts, String part, Object value) {
        parts.add(part);
        return value;
    }

    private static List<String> dependencies(Object value) {
        return Synth.list(value).stream()
                .map(Synth::map)
                .map(one -> one.get("ContainerName") + " " + one.get("Condition"))
                .toList();
    }

    private static List<String> ports(Object value) {
        return Synth.list(value).stream()
                .map(Synth::map)
                .map(one -> one.get("ContainerPort")
                        + (one.containsKey("HostPort") ? " on host " + one.get("HostPort") : ""))
                .toList();
    }

    private static List<String> targets(Map<String, Object> adot) {
        return TARGET.matcher(configuration(adot))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String configuration(Map<String, Object> adot) {
        return Synth.list(adot.get("Environment")).stream()
                .map(Synth::map)
                .filter(entry -> entry.get("Name").equals("AOT_CONFIG_CONTENT"))
                .map(entry -> Synth.map(entry.get("Value")).get("Fn::Sub").toString())
                .findFirst()
                .orElseThrow();
    }
}
