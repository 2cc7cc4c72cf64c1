package io.github.ecsmonitoring.task.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;

/**
 * What a task contacts through its network interface: the collector sends, and Fargate pulls images, sends logs and
 * reads secrets.
 *
 * @param containers the container definitions of the template
 */
record TaskTraffic(MonitoredTask task, List<Map<?, ?>> containers) {
    private static final Pattern ECR = Pattern.compile("\\.dkr[.-]ecr\\.([a-z0-9-]*)");

    static TaskTraffic of(MonitoredTask task) {
        CfnTaskDefinition resource =
                (CfnTaskDefinition) task.definition().getNode().getDefaultChild();
        List<Map<?, ?>> containers = new ArrayList<>();
        if (Stack.of(resource).resolve(resource.getContainerDefinitions()) instanceof List<?> all) {
            all.forEach(container -> containers.add((Map<?, ?>) container));
        }
        return new TaskTraffic(task, containers);
    }

    /** The services that the collector contacts, each with its reason. */
    Map<String, String> ofCollector() {
        Map<String, String> services = new TreeMap<>();
        task.config().contactedServices().forEach(service -> services.put(service, "the collector"));
        return services;
    }

    /** The services that the collector and Fargate contact, each with a reason. */
    Map<String, String> ofTask() {
        Map<String, String> services = ofCollector();
        containers.forEach(container -> {
            String name = "container " + container.get("name");
            if (ECR.matcher(image(container)).find()) {
                for (String service : List.of("ecr.api", "ecr.dkr", "s3")) {
                    services.putIfAbsent(service, "the image of " + name);
                }
            }
            if (container.get("logConfiguration") instanceof Map<?, ?> logs
                    && "awslogs".equals(logs.get("logDriver"))) {
                services.putIfAbsent("logs", "the log driver of " + name);
            }
            secrets(container)
                    .forEach(secret -> services.putIfAbsent(
                            secret.contains(":ssm:") ? "ssm" : "secretsmanager", "a secret of " + name));
        });
        return services;
    }

    private static Stream<String> secrets(Map<?, ?> container) {
        Stream<?> variables = container.get("secrets") instanceof List<?> list ? list.stream() : Stream.of();
        Stream<?> options = container.get("logConfiguration") instanceof Map<?, ?> logs
                        && logs.get("secretOptions") instanceof List<?> list
                ? list.stream()
                : Stream.of();
        Stream<String> registry = container.get("repositoryCredentials") instanceof Map<?, ?> credentials
                ? Stream.of(String.valueOf(credentials.get("credentialsParameter")))
                : Stream.of();
        return Stream.concat(
                Stream.concat(variables, options).map(secret -> String.valueOf(((Map<?, ?>) secret).get("valueFrom"))),
                registry);
    }

    /** Containers whose image is in ECR of another region, with that region. */
    Map<String, String> imagesOfOtherRegions(String region) {
        Map<String, String> regions = new TreeMap<>();
        containers.forEach(container -> {
            Matcher registry = ECR.matcher(image(container));
            if (registry.find()
                    && !registry.group(1).isEmpty()
                    && !registry.group(1).equals(region)) {
                regions.put(String.valueOf(container.get("name")), registry.group(1));
            }
        });
        return regions;
    }

    /** The region of the workspace; empty if it is known at deployment only. */
    Optional<String> workspaceRegion() {
        return containers.stream()
                .filter(container -> task.collector().getContainerName().equals(container.get("name")))
                .flatMap(container ->
                        container.get("environment") instanceof List<?> variables ? variables.stream() : Stream.of())
                .filter(variable -> variable instanceof Map<?, ?> entry && "AMP_REGION".equals(entry.get("name")))
                .map(variable -> ((Map<?, ?>) variable).get("value"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }

    /** Text with references as the CDK prints them; a registry's host is never entirely a reference. */
    private static String image(Map<?, ?> container) {
        return String.valueOf(container.get("image"));
    }
}
