package io.github.ecsmonitoring;

import io.github.ecsmonitoring.alerting.DeadMansSwitch;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.AlertReceiver;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import software.constructs.Construct;

/**
 * Gives a workspace an alert manager, unless it is imported.
 *
 * @param withDeadMansSwitch whether missing notifications are an alarm
 */
record WorkspaceAlerts(Construct scope, IPrometheusWorkspace workspace, boolean withDeadMansSwitch) {
    void add(AlertManagerDefinition alerts) {
        if (workspace instanceof PrometheusWorkspace created) {
            boolean watched = withDeadMansSwitch && !alerts.getReceivers().isEmpty();
            created.alertManager(watched ? watched(created, alerts) : alerts);
        } else {
            alerts.bind(scope, workspace);
        }
    }

    private static AlertManagerDefinition watched(PrometheusWorkspace workspace, AlertManagerDefinition alerts) {
        DeadMansSwitch watchdog = new DeadMansSwitch(workspace);
        for (AlertReceiver receiver : alerts.getReceivers()) {
            if (receiver instanceof Receiver own) {
                own.addAlarm(watchdog.getAlarm());
            }
        }
        return alerts.withFirstRoute(watchdog.getRoute());
    }
}
