package io.github.ecsmonitoring.exporter.scope;

import io.github.ecsmonitoring.exporter.host.HostPaths;
import java.nio.file.Path;
import java.util.Map;

/**
 * What this process finds around itself at start. No request is made for it: ECS says in the environment what kind of
 * task this is.
 *
 * @param mounted the flag that names another {@code /proc} than this container's, {@code --path.procfs=/host/proc};
 *     empty without it
 * @param task whether ECS started this process
 * @param launchType {@code FARGATE}, {@code EC2}, {@code MANAGED_INSTANCES}; empty where ECS does not say (an EXTERNAL
 *     task), or outside of ECS
 * @param processes whose {@code /proc} it is
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-environment-variables.html">Amazon ECS
 *     environment variables</a>
 */
record Surroundings(String mounted, boolean task, String launchType, PidNamespace processes) {
    private static final String EXECUTION_PREFIX = "AWS_ECS_";

    static Surroundings of(HostPaths paths, Map<String, String> environment) {
        String execution = environment.getOrDefault("AWS_EXECUTION_ENV", "");
        String launchType =
                execution.startsWith(EXECUTION_PREFIX) ? execution.substring(EXECUTION_PREFIX.length()) : "";
        boolean metadata =
                !environment.getOrDefault("ECS_CONTAINER_METADATA_URI_V4", "").isEmpty();
        return new Surroundings(
                mounted(paths), metadata || !launchType.isEmpty(), launchType, PidNamespace.of(paths.procfs()));
    }

    /**
     * A Fargate task can mount nothing of a host's, and the machine that it shares with no other task is no one's to
     * watch.
     */
    boolean isFargate() {
        return launchType.equals("FARGATE");
    }

    private static String mounted(HostPaths paths) {
        return paths.procfs().equals(Path.of("/proc")) ? "" : "--path.procfs=" + paths.procfs();
    }
}
