package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.adot.AdotConfig;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.internal.IamPermission;
import io.github.ecsmonitoring.task.check.BridgeSecretCheck;
import io.github.ecsmonitoring.task.check.ConstructIdCheck;
import io.github.ecsmonitoring.task.check.ImageAssetCheck;
import io.github.ecsmonitoring.task.check.RoleCheck;
import io.github.ecsmonitoring.task.check.TaskDefinitionCheck;
import io.github.ecsmonitoring.task.check.WorkspaceReferenceCheck;
import io.github.ecsmonitoring.task.definition.TaskRuntime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ecs.ITaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * A task definition to monitor, with its options; nothing has been added to it yet.
 *
 * @param scope the scope of the monitoring construct
 * @param id the id of the monitoring construct
 */
record TaskMonitoringRequest(
        Construct scope,
        String id,
        ITaskDefinition taskDefinition,
        MonitoringOptions options,
        List<ScrapeJob> jobs,
        int hostPortOffset) {

    /** The task definition, which is not imported if there is no {@link #obstacle}. */
    TaskDefinition task() {
        return (TaskDefinition) taskDefinition;
    }

    TaskNetwork network() {
        return TaskNetwork.of(task(), hostPortOffset);
    }

    /**
     * Why the task definition cannot be monitored; empty if it can.
     *
     * @throws IllegalArgumentException if a scrape job is invalid or options conflict
     */
    Optional<String> obstacle() {
        return TaskDefinitionCheck.obstacle(taskDefinition)
                .or(() -> WorkspaceReferenceCheck.obstacle(taskDefinition, options.requiredWorkspace()))
                .or(() -> ConstructIdCheck.obstacle(scope, id))
                .or(() -> ConstructIdCheck.obstacleToServices(taskDefinition))
                .or(() -> ImageAssetCheck.obstacle(
                        taskDefinition, options.sidecars().assets()))
                .or(this::obstacleOfRoles);
    }

    private Optional<String> obstacleOfRoles() {
        if (!options.sidecars().grantPermissions()) {
            return Optional.empty();
        }
        AdotConfig config = config();
        List<IamPermission> ofExecution = Stream.concat(
                        options.sidecars().executionPermissions(scope, id, task()).stream(),
                        config.secretPermissions().stream())
                .toList();
        return RoleCheck.obstacle(task(), options.taskPermissions(config), ofExecution);
    }

    /** @throws IllegalArgumentException if a scrape job is invalid or options conflict */
    AdotConfig config() {
        TaskNetwork network = network();
        try {
            AdotConfig config = AdotConfig.Builder.create()
                    .options(options.configuration())
                    .scrapeJobs(jobs)
                    .endpoints(network.endpoints())
                    .managedInstances(TaskRuntime.mayUseManagedInstances(task()))
                    .memoryLimitMiB(options.sidecars().collector().memoryLimitMiB())
                    .writerRole(options.requiredWorkspace().getWriterRoleArn().isPresent())
                    .build();
            if (network.mode() == NetworkMode.BRIDGE) {
                BridgeSecretCheck.require(config);
            }
            return config;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "task definition " + taskDefinition.getNode().getPath() + ": " + e.getMessage(), e);
        }
    }
}
