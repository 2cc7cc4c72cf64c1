package io.github.ecsmonitoring.ecsevents.event;

/** Names in the ARNs of ECS resources. */
final class ArnParts {
    private ArnParts() {}

    /** {@code shop} of {@code arn:aws:ecs:eu-west-1:123456789012:cluster/shop}, and the id of a task. */
    static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** {@code orders} of {@code arn:aws:ecs:eu-west-1:123456789012:task-definition/orders:7}. */
    static String family(String taskDefinitionArn) {
        String name = name(taskDefinitionArn);
        return name.contains(":") ? name.substring(0, name.lastIndexOf(':')) : name;
    }

    /**
     * {@code shop} of {@code arn:aws:ecs:eu-west-1:123456789012:service/shop/orders}; null if the ARN has the format of
     * before 2018, without the cluster.
     */
    static String clusterOfService(String arn) {
        String[] parts = arn.split("/");
        return parts.length == 3 ? parts[1] : null;
    }
}
