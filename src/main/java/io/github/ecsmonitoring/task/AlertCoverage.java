package io.github.ecsmonitoring.task;

import io.github.ecsmonitoring.task.check.WorkspaceReferenceCheck;
import io.github.ecsmonitoring.task.definition.CallbackSteps;
import io.github.ecsmonitoring.task.definition.ClusterIdentity;
import io.github.ecsmonitoring.task.definition.ScaledToZero;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.services.ecs.BaseService;
import software.amazon.awscdk.services.ecs.ICluster;

/**
 * Notifies of services without a running task, and of the events of their clusters.
 *
 * @param excluded paths of what {@link MonitorAll} leaves alone
 */
record AlertCoverage(MonitorableConstructs found, Set<String> excluded, MonitoringPlan plan) {
    void add() {
        CallbackSteps steps = new CallbackSteps();
        List<ICluster> clusters = new ArrayList<>();
        steps.forEach(found.clusters(), cluster -> {
            if (!found.isForeign(cluster)) {
                addTo(clusters, cluster);
            }
        });
        ScaledToZero scaledToZero = ScaledToZero.in(plan.owner().getNode().getRoot());
        steps.forEach(found.services(), service -> {
            if (!found.isForeign(service) && !isExcluded(service)) {
                addTo(clusters, service.getCluster());
                if (IdleService.reason(service, scaledToZero).isEmpty()) {
                    plan.alertWhenDown(service);
                }
            }
        });
        steps.forEach(clusters, cluster -> {
            if (WorkspaceReferenceCheck.obstacle(cluster, plan.workspace()).isEmpty()) {
                plan.alertOnEvents(cluster);
            }
        });
    }

    private boolean isExcluded(BaseService service) {
        return MonitorableConstructs.isBeneath(excluded, service)
                || MonitorableConstructs.isBeneath(excluded, service.getTaskDefinition());
    }

    private void addTo(List<ICluster> clusters, ICluster cluster) {
        if (!MonitorableConstructs.isBeneath(excluded, cluster)
                && clusters.stream().noneMatch(other -> ClusterIdentity.same(other, cluster))) {
            clusters.add(cluster);
        }
    }
}
