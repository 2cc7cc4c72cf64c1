package io.github.ecsmonitoring.internal;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.ServicePrincipalOpts;
import software.constructs.Construct;

/**
 * A role that ECS can assume only for tasks of the same account and region, unlike the roles that the CDK creates for a
 * task definition.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html">the trust policy of a
 *     task role</a>
 */
public final class EcsTasksRole {
    private EcsTasksRole() {}

    /** Creates the role. */
    public static Role create(Construct scope, String id) {
        Stack stack = Stack.of(scope);
        String tasks = stack.formatArn(ArnComponents.builder()
                .service("ecs")
                .resource("*")
                .arnFormat(ArnFormat.NO_RESOURCE_NAME)
                .build());
        // Sorted: the order of a Map.of differs between runs, and so would the template.
        Map<String, Object> conditions = new TreeMap<>(Map.of(
                "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()),
                "ArnLike", Map.of("aws:SourceArn", tasks)));
        return Role.Builder.create(scope, id)
                .assumedBy(new ServicePrincipal(
                        "ecs-tasks.amazonaws.com",
                        ServicePrincipalOpts.builder().conditions(conditions).build()))
                .build();
    }
}
