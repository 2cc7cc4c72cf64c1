package io.github.ecsmonitoring;

import io.github.ecsmonitoring.alerting.DeadMansSwitch;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.AlertReceiver;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.SummaryPrinter;
import software.constructs.Construct;

/**
 * Gives the workspace of an {@link EcsMonitoring} an alert manager, unless the workspace is imported: that may have one
 * already, which a deployment would overwrite.
 *
 * @param withDeadMansSwitch whether missing notifications are an alarm
 */
record WorkspaceAlerts(Construct scope, IPrometheusWorkspace workspace, boolean withDeadMansSwitch) {

    /**
     * Applies the options of the builder.
     *
     * @param alerts null for none
     * @param withoutAlerts whether that is intended
     */
    void apply(AlertManagerDefinition alerts, boolean withoutAlerts) {
        if (alerts == null) {
            if (!withoutAlerts && workspace instanceof PrometheusWorkspace created && !created.hasAlertManager()) {
                note("nobody is notified of alerts in workspace "
                        + workspace.getNode().getPath() + ": set alerts(...) of the EcsMonitoring, or withoutAlerts()");
            }
        } else if (workspace instanceof PrometheusWorkspace created) {
            boolean watched = withDeadMansSwitch && !alerts.getReceivers().isEmpty();
            created.alertManager(watched ? watched(created, alerts) : alerts);
        } else {
            DefinitionFile file = DefinitionFile.write(scope, alerts.bind(scope, workspace));
            note("the alert manager of workspace " + workspace.getNode().getPath()
                    + " is not changed, since the workspace is imported: merge " + file.name()
                    + " beside the templates into its definition" + file.remedy());
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

    private void note(String note) {
        SummaryPrinter.of(scope).note(note);
    }
}
