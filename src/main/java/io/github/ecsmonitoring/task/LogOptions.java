package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.internal.SharedKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.GenericLogDriver;
import software.amazon.awscdk.services.ecs.GenericLogDriverProps;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Where the sidecars log.
 *
 * @param group an existing log group; null to create one
 * @param driver the log driver; null for CloudWatch Logs
 * @param retention the retention of a log group that is created
 */
public record LogOptions(ILogGroup group, LogDriver driver, RetentionDays retention) {
    static final LogOptions DEFAULTS = new LogOptions(null, null, RetentionDays.ONE_MONTH);

    private static final String GROUP_ID = "Logs";

    LogOptions withGroup(ILogGroup changed) {
        return new LogOptions(Objects.requireNonNull(changed, "logGroup"), driver, retention);
    }

    LogOptions withDriver(LogDriver changed) {
        return new LogOptions(group, Objects.requireNonNull(changed, "driver"), retention);
    }

    LogOptions withRetention(RetentionDays changed) {
        return new LogOptions(group, driver, Objects.requireNonNull(changed, "retention"));
    }

    /** Whether a log group or a driver is set. */
    public boolean hasDestination() {
        return group != null || driver != null;
    }

    /** @throws IllegalArgumentException if both a log group and a driver are set */
    public void check() {
        if (group != null && driver != null) {
            throw new IllegalArgumentException("logGroup(...) and logging(...) exclude each other: set one of them");
        }
    }

    /** A new log group that is retained when its stack is deleted. */
    public LogGroup createGroup(Construct scope, String id) {
        return SharedKey.encrypted(LogGroup.Builder.create(scope, id)
                .retention(retention)
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build());
    }

    /** With a new group beneath the monitoring construct if no destination is set. */
    LogOptions withDestination(Construct monitoring) {
        return hasDestination() ? this : withGroup(createGroup(monitoring, GROUP_ID));
    }

    /** The log driver of a container; a driver that is set grants its own permissions. */
    LogDriver driver(TaskDefinition task, String container, boolean grant) {
        return driver != null ? driver : awslogs(task, container, grant);
    }

    /**
     * In non-blocking mode, so that a container does not wait if log lines cannot be delivered. Not AwsLogDriver, whose
     * method signatures differ in older releases of aws-cdk-lib.
     */
    private LogDriver awslogs(TaskDefinition task, String container, boolean grant) {
        IRole role = task.obtainExecutionRole();
        if (grant) {
            group.grantWrite(role);
        }
        Map<String, String> settings = new TreeMap<>(Map.of(
                "awslogs-group",
                group.getLogGroupName(),
                "awslogs-region",
                Stack.of(task).getRegion(),
                "awslogs-stream-prefix",
                container,
                "mode",
                "non-blocking",
                "max-buffer-size",
                "1m"));
        return new GenericLogDriver(GenericLogDriverProps.builder()
                .logDriver("awslogs")
                .options(settings)
                .build());
    }

    /** What ECS needs to create the log streams, before anything is created. */
    List<IamPermission> permissions(Construct scope, String id) {
        if (driver != null) {
            return List.of();
        }
        String target = "log group "
                + (group != null ? group.getNode().getPath() : scope.getNode().getPath() + "/" + id + "/" + GROUP_ID);
        return List.of(new IamPermission(
                target,
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                group != null ? group.getLogGroupArn() : "<ARN of the " + target + ">"));
    }
}
