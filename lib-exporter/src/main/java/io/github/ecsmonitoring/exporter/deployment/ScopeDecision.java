package io.github.ecsmonitoring.exporter.deployment;

import io.github.ecsmonitoring.exporter.flags.FlagException;

/**
 * The scope and the reason for it.
 *
 * @param launchType the launch type of the ECS task; empty if unknown
 * @param reason for the log
 * @param exposed whether the scope metric is exposed: only under ECS or with an explicit {@code --scope}, since
 *     node_exporter has no such metric
 */
public record ScopeDecision(DeploymentScope scope, String launchType, String reason, boolean exposed) {

    static ScopeDecision of(RequestedScope requested, boolean force, StartupEnvironment environment) {
        if (requested == RequestedScope.HOST && !force) {
            requireHost(environment);
        }
        String launchType = environment.launchType();
        return switch (requested) {
            case HOST ->
                new ScopeDecision(
                        DeploymentScope.HOST, launchType, force ? "--scope=host --scope.force" : "--scope=host", true);
            case TASK -> new ScopeDecision(DeploymentScope.TASK, launchType, "--scope=task", true);
            case AUTO -> detect(environment);
        };
    }

    private static ScopeDecision detect(StartupEnvironment environment) {
        if (environment.isFargate()) {
            return detected(environment, DeploymentScope.TASK, "tasks on Fargate have no host to monitor");
        }
        if (!environment.procfsFlag().isEmpty()) {
            return detected(
                    environment, DeploymentScope.HOST, environment.procfsFlag() + " points to the host's /proc");
        }
        if (environment.pidNamespace() == PidNamespace.HOST) {
            return detected(environment, DeploymentScope.HOST, "/proc shows the host's processes");
        }
        if (environment.inTask()) {
            return detected(
                    environment,
                    DeploymentScope.TASK,
                    "the ECS task does not see the host's /proc; CPU, memory and disk metrics still cover the whole host");
        }
        return detected(environment, DeploymentScope.HOST, "not running in an ECS task");
    }

    private static ScopeDecision detected(StartupEnvironment environment, DeploymentScope scope, String reason) {
        return new ScopeDecision(scope, environment.launchType(), reason, environment.inTask());
    }

    private static void requireHost(StartupEnvironment environment) {
        if (environment.isFargate()) {
            throw new FlagException("--scope=host is not supported on Fargate, where a task has no host to monitor: "
                    + "use --scope=task or auto; --scope.force overrides this");
        }
        if (environment.procfsFlag().isEmpty() && environment.pidNamespace() == PidNamespace.CONTAINER) {
            throw new FlagException("--scope=host needs the host's /proc, but this container has its own: "
                    + "mount the host's files and set --path.procfs=/host/proc --path.rootfs=/host, "
                    + "share the host's processes (pidMode host), or use --scope=task or auto; "
                    + "--scope.force overrides this");
        }
    }
}
