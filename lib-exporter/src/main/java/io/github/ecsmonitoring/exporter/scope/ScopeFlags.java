package io.github.ecsmonitoring.exporter.scope;

import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import java.util.Map;

/** The flags {@code --scope} and {@code --scope.force}. */
public final class ScopeFlags {
    enum Wanted {
        AUTO,
        HOST,
        TASK
    }

    private final Flag<Wanted> wanted;
    private final Flag<Boolean> force;

    /** Declares them. */
    public ScopeFlags(Flags flags) {
        wanted = flags.choice(
                "scope",
                Wanted.AUTO,
                "Whose metrics to show: auto (what can be seen from here), host, "
                        + "task (of an ECS task: without the collectors of hardware).");
        force = flags.toggle("scope.force", false, "Accept --scope=host in a container that sees its own /proc only.");
    }

    /**
     * The scope that was asked for, or the one that fits.
     *
     * @throws FlagException if it is the host's and can't be seen from here
     */
    public ScopeDecision decide(HostPaths paths, Map<String, String> environment) {
        return ScopeDecision.of(wanted.value(), force.value(), Surroundings.of(paths, environment));
    }
}
