package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.Synth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;

/**
 * A container of the only task definition in a synthesized template, with CloudFormation functions evaluated.
 *
 * @param user ids of the user and the group; null for the default of the image
 * @param secrets names of variables whose values ECS injects
 * @param mounts paths in the container and the mounted paths of the EC2 instance
 */
record TemplateContainer(
        List<String> command,
        String user,
        Map<String, String> environment,
        List<String> secrets,
        Map<String, String> mounts) {

    static TemplateContainer of(Stack stack, String name) {
        Map<String, Object> container = Synth.container(stack, name);
        IntrinsicFunctions intrinsics = new IntrinsicFunctions(
                Map.of("AWS::Region", AwsEmulator.TASK_REGION, "AWS::URLSuffix", "amazonaws.com"));
        Map<String, String> environment = new TreeMap<>();
        list(container, "Environment")
                .forEach(each -> environment.put((String) each.get("Name"), intrinsics.resolve(each.get("Value"))));
        Map<String, String> mounts = new LinkedHashMap<>();
        list(container, "MountPoints")
                .forEach(each -> mounts.put(
                        (String) each.get("ContainerPath"), hostPath(stack, (String) each.get("SourceVolume"))));
        List<String> command = Synth.list(container.get("Command")).stream()
                .map(intrinsics::resolve)
                .toList();
        List<String> secrets = list(container, "Secrets").stream()
                .map(each -> (String) each.get("Name"))
                .toList();
        return new TemplateContainer(command, (String) container.get("User"), environment, secrets, mounts);
    }

    private static String hostPath(Stack stack, String volume) {
        return list(Synth.taskDefinition(stack), "Volumes").stream()
                .filter(each -> each.get("Name").equals(volume))
                .map(each -> (String) Synth.map(each.get("Host")).get("SourcePath"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, Object>> list(Map<String, Object> properties, String key) {
        return Synth.list(properties.getOrDefault(key, List.of())).stream()
                .map(Synth::map)
                .toList();
    }
}
