package io.github.ecsmonitoring;

import io.github.ecsmonitoring.alerting.DeadMansSwitch;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.AlertRoute;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.WorkspaceAlarms;
import io.github.ecsmonitoring.task.SummaryPrinter;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.constructs.Construct;

/**
 * Gives the workspace of an {@link EcsMonitoring} an alert manager, unless the workspace is imported: that may have one
 * already, which a deployment would overwrite.
 *
 * @param withDeadMansSwitch whether missing notifications are an alarm
 * @param withAlarms whether the workspace has {@link WorkspaceAlarms}
 */
record WorkspaceAlerts(
        Construct scope, IPrometheusWorkspace workspace, boolean withDeadMansSwitch, boolean withAlarms) {
    private static final String ALARMS_ID = "Alarms";

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
            apply(created, alerts);
        } else {
            DefinitionFile file = DefinitionFile.write(scope, alerts.bind(scope, workspace));
            note("the alert manager of workspace " + workspace.getNode().getPath()
                    + " is not changed, since the workspace is imported: merge " + file.name()
                    + " beside the templates into its definition" + file.remedy());
        }
    }

    private void apply(PrometheusWorkspace created, AlertManagerDefinition alerts) {
        List<Receiver> receivers = alerts.getReceivers().stream()
                .filter(Receiver.class::isInstance)
                .map(Receiver.class::cast)
                .toList();
        if (receivers.isEmpty() || created.hasAlertManager()) {
            // A second alert manager is an error.
            created.alertManager(alerts);
            return;
        }
        List<Alarm> alarms = new ArrayList<>();
        AlertManagerDefinition definition = alerts;
        if (withDeadMansSwitch) {
            DeadMansSwitch watchdog = new DeadMansSwitch(created);
            definition = withFirstRoute(watchdog.getRoute(), alerts);
            alarms.add(watchdog.getAlarm());
        }
        if (withAlarms) {
            alarms.addAll(WorkspaceAlarms.Builder.create(created, ALARMS_ID)
                    .workspace(created)
                    .build()
                    .getAlarms());
        }
        created.alertManager(definition);
        alarms.forEach(alarm -> receivers.forEach(receiver -> receiver.addAlarm(alarm)));
    }

    private static AlertManagerDefinition withFirstRoute(AlertRoute ofSwitch, AlertManagerDefinition alerts) {
        try {
            return alerts.withFirstRoute(ofSwitch);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage()
                            + " (the dead man's switch, which withoutDeadMansSwitch() omits, adds the first route, with a receiver \"heartbeats\")",
                    e);
        }
    }

    private void note(String note) {
        SummaryPrinter.of(scope).note(note);
    }
}
