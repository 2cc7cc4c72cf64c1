package io.github.ecsmonitoring;

import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import software.constructs.Construct;

/** Gives a workspace an alert manager, unless it is imported. */
record WorkspaceAlerts(Construct scope, IPrometheusWorkspace workspace) {
    void add(AlertManagerDefinition alerts) {
        if (workspace instanceof PrometheusWorkspace created) {
            created.alertManager(alerts);
        } else {
            alerts.bind(scope, workspace);
        }
    }
}
