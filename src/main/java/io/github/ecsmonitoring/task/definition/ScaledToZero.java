package io.github.ecsmonitoring.task.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalableTarget;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.CfnService;
import software.constructs.IConstruct;

/**
 * The services that Application Auto Scaling may scale to zero tasks, by a policy or on a schedule.
 *
 * @param resourceIds of the scalable targets: as they are, whose tokens are the same in all stacks, and resolved within
 *     their stack, since other stacks may have the same logical ids
 */
public record ScaledToZero(Set<String> resourceIds) {
    private static final Pattern MIN_CAPACITY_0 = Pattern.compile("minCapacity=0(\\.0)?[,}]");

    /** Those of an app. */
    public static ScaledToZero in(IConstruct root) {
        List<CfnScalableTarget> targets = root.getNode().findAll().stream()
                .filter(CfnScalableTarget.class::isInstance)
                .map(CfnScalableTarget.class::cast)
                .toList();
        Set<String> ids = new HashSet<>();
        new CallbackSteps().forEach(targets, target -> {
            if (mayBeZero(target)) {
                ids.add(target.getResourceId());
                ids.add(inStack(target, target.getResourceId()));
            }
        });
        return new ScaledToZero(Set.copyOf(ids));
    }

    private static boolean mayBeZero(CfnScalableTarget target) {
        return target.getMinCapacity().intValue() == 0
                || MIN_CAPACITY_0
                        .matcher(resolved(target, target.getScheduledActions()))
                        .find();
    }

    /** Whether a service is one of them. */
    public boolean contains(BaseService service) {
        if (resourceIds.isEmpty()) {
            return false;
        }
        String prefix = "service/" + service.getCluster().getClusterName() + "/";
        return contains(service, prefix + service.getServiceName())
                || service.getNode().tryFindChild("Service") instanceof CfnService resource
                        && resource.getServiceName() != null
                        && contains(service, prefix + resource.getServiceName());
    }

    private boolean contains(BaseService service, String resourceId) {
        return resourceIds.contains(resourceId) || resourceIds.contains(inStack(service, resourceId));
    }

    private static String inStack(IConstruct place, String resourceId) {
        return Stack.of(place).getNode().getAddr() + " " + resolved(place, resourceId);
    }

    private static String resolved(IConstruct place, Object value) {
        return String.valueOf(Stack.of(place).resolve(value));
    }
}
