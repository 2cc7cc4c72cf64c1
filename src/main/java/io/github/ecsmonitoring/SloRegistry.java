package io.github.ecsmonitoring;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.slo.ServiceLevelObjective;
import io.github.ecsmonitoring.task.MonitoredServices;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.constructs.Construct;

/** The service level objectives of an {@code EcsMonitoring}, whose rules are in its workspace. */
final class SloRegistry {
    private final Construct owner;
    private final IPrometheusWorkspace workspace;
    private final boolean hidden;
    private final Set<String> names = new HashSet<>();

    /** @param hidden whether Grafana has the library's dashboards, but not that of objectives */
    SloRegistry(Construct owner, IPrometheusWorkspace workspace, boolean hidden) {
        this.owner = owner;
        this.workspace = workspace;
        this.hidden = hidden;
    }

    /** Checks all objectives before it adds the first one. */
    void add(List<ServiceLevelObjective> objectives) {
        if (hidden) {
            throw new IllegalArgumentException("slo(...) of " + owner.getNode().getPath()
                    + " needs the dashboard ecs-slo, which is not part of the content that it publishes: call slo() of its builder too, without"
                    + " objectives if they are added later");
        }
        if (!(workspace instanceof PrometheusWorkspace created)) {
            throw new IllegalArgumentException("slo(...) of " + owner.getNode().getPath()
                    + " needs a workspace that is created in this app, got the imported "
                    + workspace.getNode().getPath()
                    + ", to which no rules can be added: add the objectives in the app that creates the workspace");
        }
        for (ServiceLevelObjective objective : objectives) {
            if (!names.add(objective.getName())) {
                throw new IllegalArgumentException(
                        "objectives of " + owner.getNode().getPath()
                                + " must have different names, got a second \"" + objective.getName()
                                + "\": set another one with name(...)");
            }
            objective.getRules();
        }
        for (ServiceLevelObjective objective : objectives) {
            created.addRules(objective.getNamespace(), objective.getRules());
            MonitoredServices.expect(created, objective.getService(), "objective \"" + objective.getName() + "\"");
        }
    }
}
