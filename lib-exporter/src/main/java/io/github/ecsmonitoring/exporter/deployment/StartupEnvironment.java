package io.github.ecsmonitoring.exporter.deployment;

import io.github.ecsmonitoring.exporter.host.HostPaths;
import java.util.Map;

/**
 * The facts that the scope depends on, read once at startup from flags, environment variables and {@code /proc},
 * without a request to ECS.
 *
 * @param procfsFlag the flag that replaces the container's own {@code /proc}, such as {@code --path.procfs=/host/proc};
 *     empty without it
 * @param inTask whether the process runs in an ECS task
 * @param launchType {@code FARGATE}, {@code EC2} or {@code MANAGED_INSTANCES}; empty for EXTERNAL tasks and outside ECS
 * @param pidNamespace the PID namespace that {@code /proc} belongs to
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-environment-variables.html">Amazon ECS
 *     environment variables</a>
 */
record StartupEnvironment(String procfsFlag, boolean inTask, String launchType, PidNamespace pidNamespace) {
    private static final String EXECUTION_PREFIX = "AWS_ECS_";

    static StartupEnvironment of(HostPaths paths, Map<String, String> variables) {
        String execution = variables.getOrDefault("AWS_EXECUTION_ENV", "");
        String launchType =
                execution.startsWith(EXECUTION_PREFIX) ? execution.substring(EXECUTION_PREFIX.length()) : "";
        boolean metadata =
                !variables.getOrDefault("ECS_CONTAINER_METADATA_URI_V4", "").isEmpty();
        return new StartupEnvironment(
                procfsFlag(paths), metadata || !launchType.isEmpty(), launchType, PidNamespace.of(paths.procfs()));
    }

    /** On Fargate, host paths cannot be mounted, and each task has a virtual machine of its own. */
    boolean isFargate() {
        return launchType.equals("FARGATE");
    }

    private static String procfsFlag(HostPaths paths) {
        return paths.procfs().equals("/proc") ? "" : "--path.procfs=" + paths.procfs();
    }
}
