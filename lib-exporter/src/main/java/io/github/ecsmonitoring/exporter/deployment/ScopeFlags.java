package io.github.ecsmonitoring.exporter.deployment;

import io.github.ecsmonitoring.exporter.flags.Flag;
import io.github.ecsmonitoring.exporter.flags.FlagException;
import io.github.ecsmonitoring.exporter.flags.Flags;
import io.github.ecsmonitoring.exporter.host.HostPaths;
import java.util.Map;

/** The flags {@code --scope} and {@code --scope.force}. */
public final class ScopeFlags {
    private final Flag<RequestedScope> requested;
    private final Flag<Boolean> force;

    /** Declares both flags. */
    public ScopeFlags(Flags flags) {
        requested = flags.choice(
                "scope",
                RequestedScope.AUTO,
                "Scope of the metrics: auto (detected at startup), host, "
                        + "or task (an ECS task: hardware collectors are disabled).");
        force = flags.toggle("scope.force", false, "Accept --scope=host in a container that sees only its own /proc.");
    }

    /**
     * The requested scope, or the detected one for {@code auto}.
     *
     * @throws FlagException for {@code --scope=host} where the host is not visible
     */
    public ScopeDecision decide(HostPaths paths, Map<String, String> environment) {
        return ScopeDecision.of(requested.value(), force.value(), StartupEnvironment.of(paths, environment));
    }
}
