package io.github.ecsmonitoring.task.definition;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/**
 * Operating system and processor of a task, which the CDK exposes on the CloudFormation resource only.
 *
 * @param operatingSystemFamily for example {@code LINUX}
 * @param cpuArchitecture for example {@code ARM64}
 */
public record TaskRuntime(Optional<String> operatingSystemFamily, Optional<String> cpuArchitecture) {

    /** The runtime platform of a task definition. */
    public static TaskRuntime of(TaskDefinition task) {
        Object platform = ((CfnTaskDefinition) task.getNode().getDefaultChild()).getRuntimePlatform();
        if (platform == null || !(Stack.of(task).resolve(platform) instanceof Map<?, ?> values)) {
            return new TaskRuntime(Optional.empty(), Optional.empty());
        }
        return new TaskRuntime(text(values, "operatingSystemFamily"), text(values, "cpuArchitecture"));
    }

    /** Whether ECS Managed Instances is one of the launch types of a task definition. */
    public static boolean mayUseManagedInstances(TaskDefinition task) {
        // By its name, since older releases of aws-cdk-lib have no such constants.
        return task.getCompatibility().name().contains("MANAGED_INSTANCES");
    }

    /** Whether the task runs on Windows. */
    public boolean isWindows() {
        return operatingSystemFamily
                .map(family -> family.toUpperCase(Locale.ROOT).startsWith("WINDOWS"))
                .orElse(false);
    }

    /** The platform for images of the task; x86-64 by default, as in ECS. */
    public Platform imagePlatform() {
        return cpuArchitecture.filter("ARM64"::equals).isPresent() ? Platform.LINUX_ARM64 : Platform.LINUX_AMD64;
    }

    private static Optional<String> text(Map<?, ?> values, String key) {
        return Optional.ofNullable(values.get(key)).map(Object::toString);
    }
}
