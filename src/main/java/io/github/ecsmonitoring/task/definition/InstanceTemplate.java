package io.github.ecsmonitoring.task.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CfnLaunchConfiguration;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.ecs.ICluster;
import software.constructs.IConstruct;

/**
 * A launch template or launch configuration of EC2 instances.
 *
 * @param userData the script that names the ECS cluster, as resolved text
 * @param types the instance types; an empty text for one that is known at deployment only
 * @param instances the number with which the Auto Scaling groups of the template start; empty if it is known at
 *     deployment only, or is 0, from where scaling changes it
 */
record InstanceTemplate(Stack stack, String userData, List<String> types, OptionalInt instances) {

    /** All templates of an app. */
    static List<InstanceTemplate> in(List<IConstruct> all) {
        List<InstanceTemplate> templates = new ArrayList<>();
        List<CfnAutoScalingGroup> groups = only(CfnAutoScalingGroup.class, all);
        forEach(only(CfnLaunchConfiguration.class, all), configuration -> templates.add(of(configuration, groups)));
        forEach(only(CfnLaunchTemplate.class, all), template -> templates.add(of(template, groups)));
        return List.copyOf(templates);
    }

    /** Whether instances join a cluster: the user data of Amazon Linux or Bottlerocket, as the CDK writes it. */
    boolean joins(ICluster cluster) {
        // Where the name of a cluster of another environment is used, the CDK throws unless the name is fixed.
        if (!stack.getEnvironment().equals(Stack.of(cluster).getEnvironment())) {
            return false;
        }
        String name = String.valueOf(stack.resolve(cluster.getClusterName()));
        // With a token the text is a list of parts.
        return Pattern.compile("(?:ECS_CLUSTER=|cluster = \")(?:, )?" + Pattern.quote(name) + "(?![A-Za-z0-9_-])")
                .matcher(userData)
                .find();
    }

    private static InstanceTemplate of(CfnLaunchConfiguration configuration, List<CfnAutoScalingGroup> groups) {
        Stack stack = Stack.of(configuration);
        return new InstanceTemplate(
                stack,
                String.valueOf(stack.resolve(configuration.getUserData())),
                List.of(text(stack.resolve(configuration.getInstanceType()))),
                instances(groups, configuration));
    }

    private static InstanceTemplate of(CfnLaunchTemplate template, List<CfnAutoScalingGroup> groups) {
        Stack stack = Stack.of(template);
        Map<?, ?> data = map(stack.resolve(template.getLaunchTemplateData()));
        List<String> overrides = groups.stream()
                .filter(group -> Stack.of(group) == stack)
                .flatMap(group -> overrides(group, template).stream())
                .toList();
        return new InstanceTemplate(
                stack,
                String.valueOf(data.get("userData")),
                overrides.isEmpty() ? List.of(text(data.get("instanceType"))) : overrides,
                instances(groups, template));
    }

    private static OptionalInt instances(List<CfnAutoScalingGroup> groups, CfnResource template) {
        Stack stack = Stack.of(template);
        List<CfnAutoScalingGroup> users = groups.stream()
                .filter(group -> Stack.of(group) == stack && uses(group, template))
                .toList();
        List<String> sizes = users.stream()
                .map(group -> {
                    String desired = group.getDesiredCapacity();
                    return desired != null ? desired : group.getMinSize();
                })
                .toList();
        return sizes.isEmpty() || !sizes.stream().allMatch(size -> size.matches("[1-9][0-9]{0,5}"))
                ? OptionalInt.empty()
                : OptionalInt.of(sizes.stream().mapToInt(Integer::parseInt).sum());
    }

    private static boolean uses(CfnAutoScalingGroup group, CfnResource template) {
        Stack stack = Stack.of(template);
        Object ref = stack.resolve(template.getRef());
        Map<?, ?> mixed =
                map(map(stack.resolve(group.getMixedInstancesPolicy())).get("launchTemplate"));
        return ref.equals(stack.resolve(group.getLaunchConfigurationName()))
                || ref.equals(map(stack.resolve(group.getLaunchTemplate())).get("launchTemplateId"))
                || ref.equals(map(mixed.get("launchTemplateSpecification")).get("launchTemplateId"));
    }

    /** The instance types with which a group overrides that of a template. */
    private static List<String> overrides(CfnAutoScalingGroup group, CfnResource template) {
        Stack stack = Stack.of(group);
        Map<?, ?> mixed =
                map(map(stack.resolve(group.getMixedInstancesPolicy())).get("launchTemplate"));
        Object id = map(mixed.get("launchTemplateSpecification")).get("launchTemplateId");
        return stack.resolve(template.getRef()).equals(id) && mixed.get("overrides") instanceof List<?> overrides
                ? overrides.stream()
                        .map(override -> text(map(override).get("instanceType")))
                        .toList()
                : List.of();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Object value) {
        return value instanceof String text ? text : "";
    }

    private static <T> List<T> only(Class<T> type, List<IConstruct> all) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static <T> void forEach(List<T> items, Consumer<T> action) {
        new CallbackSteps().forEach(items, action);
    }
}
