package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.internal.Permission;
import java.util.List;
import java.util.Map;
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
 * Where sidecars log: to a group of CloudWatch Logs, or by a driver of the user's, whose grants are the driver's
 * matter.
 */
final class SidecarLogs {
    private static final String GROUP_ID = "Logs";

    private final ILogGroup group;
    private final LogDriver driver;

    private SidecarLogs(ILogGroup group, LogDriver driver) {
        this.group = group;
        this.driver = driver;
    }

    LogDriver driver(TaskDefinition task, String container, boolean grants) {
        return driver != null ? driver : awslogs(task, container, grants);
    }

    /**
     * Non-blocking: a container whose log lines cannot be delivered must not wait for it. Not by AwsLogDriver, whose
     * methods have other types in older releases of aws-cdk-lib.
     */
    private LogDriver awslogs(TaskDefinition task, String container, boolean grants) {
        IRole role = task.obtainExecutionRole();
        if (grants) {
            group.grantWrite(role);
        }
        return new GenericLogDriver(GenericLogDriverProps.builder()
                .logDriver("awslogs")
                .options(new TreeMap<>(Map.of(
                        "awslogs-group",
                        group.getLogGroupName(),
                        "awslogs-region",
                        Stack.of(task).getRegion(),
                        "awslogs-stream-prefix",
                        container,
                        "mode",
                        "non-blocking",
                        "max-buffer-size",
                        "1m")))
                .build());
    }

    /** What a builder was told about logs. */
    static final class Options {
        private ILogGroup group;
        private LogDriver driver;
        private RetentionDays retention = RetentionDays.ONE_MONTH;

        void group(ILogGroup group) {
            this.group = group;
        }

        void driver(LogDriver driver) {
            this.driver = driver;
        }

        void retention(RetentionDays retention) {
            this.retention = retention;
        }

        void copyFrom(Options other) {
            group = other.group;
            driver = other.driver;
            retention = other.retention;
        }

        boolean areGiven() {
            return group != null || driver != null;
        }

        RetentionDays retention() {
            return retention;
        }

        /** @throws IllegalArgumentException if there are two places to log to */
        void check() {
            if (group != null && driver != null) {
                throw new IllegalArgumentException("logGroup(...) and logging(...) contradict each other: choose one");
            }
        }

        /** What ECS needs to open the log streams, asked before anything is made. */
        List<Permission> permissions(Construct scope, String id) {
            if (driver != null) {
                return List.of();
            }
            String target = "log group "
                    + (group != null
                            ? group.getNode().getPath()
                            : scope.getNode().getPath() + "/" + id + "/" + GROUP_ID);
            return List.of(new Permission(
                    target,
                    List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                    group != null ? group.getLogGroupArn() : "<ARN of the " + target + ">"));
        }

        /** Makes a group beneath the scope if nothing was given. */
        SidecarLogs create(Construct scope) {
            return driver != null
                    ? new SidecarLogs(null, driver)
                    : new SidecarLogs(group != null ? group : createGroup(scope), null);
        }

        private LogGroup createGroup(Construct scope) {
            return LogGroup.Builder.create(scope, GROUP_ID)
                    .retention(retention)
                    .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                    .build();
        }
    }
}
