package io.github.ecsmonitoring.exporter.scope;

import io.github.ecsmonitoring.exporter.flags.FlagException;

/**
 * The scope, and why it is that one.
 *
 * @param scope whose metrics the page shows
 * @param launchType ECS's word for what the task runs on; empty if unknown
 * @param reason for the log
 * @param shown whether the page says so: where ECS runs this process, or host or task was asked for. node_exporter's
 *     has no such line
 */
public record ScopeDecision(Scope scope, String launchType, String reason, boolean shown) {

    static ScopeDecision of(ScopeFlags.Wanted wanted, boolean force, Surroundings around) {
        if (wanted == ScopeFlags.Wanted.HOST && !force) {
            requireHost(around);
        }
        return switch (wanted) {
            case HOST ->
                new ScopeDecision(
                        Scope.HOST, around.launchType(), force ? "--scope=host --scope.force" : "--scope=host", true);
            case TASK -> new ScopeDecision(Scope.TASK, around.launchType(), "--scope=task", true);
            case AUTO -> found(around);
        };
    }

    private static ScopeDecision found(Surroundings around) {
        if (around.isFargate()) {
            return found(around, Scope.TASK, "this is a task on Fargate, where there is no host to watch");
        }
        if (!around.mounted().isEmpty()) {
            return found(around, Scope.HOST, around.mounted() + " names a machine's /proc");
        }
        if (around.processes() == PidNamespace.MACHINE) {
            return found(around, Scope.HOST, "/proc shows the machine's processes");
        }
        if (around.task()) {
            return found(
                    around,
                    Scope.TASK,
                    "this is an ECS task without its machine's /proc; memory, CPU and disks are the whole machine's all the same");
        }
        return found(around, Scope.HOST, "this is no ECS task, so the collectors are node_exporter's");
    }

    private static ScopeDecision found(Surroundings around, Scope scope, String reason) {
        return new ScopeDecision(scope, around.launchType(), reason, around.task());
    }

    private static void requireHost(Surroundings around) {
        if (around.isFargate()) {
            throw new FlagException("--scope=host is not possible on Fargate, where a task has no host to watch: "
                    + "use --scope=task or auto; --scope.force overrides this");
        }
        if (around.mounted().isEmpty() && around.processes() == PidNamespace.CONTAINER) {
            throw new FlagException(
                    "--scope=host needs the machine's /proc, but this is a container with a /proc of its own: "
                            + "mount the machine's files and name them (--path.procfs=/host/proc --path.rootfs=/host), share its processes "
                            + "(pidMode host), or use --scope=task or auto; --scope.force overrides this");
        }
    }
}
