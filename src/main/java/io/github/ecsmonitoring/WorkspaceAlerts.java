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
     * @param alerts null for those of the workspace
     * @param alarmReceivers null for the default receivers of the alerts
     * @return null if nobody is notified
     */
    AlertRecipients apply(AlertManagerDefinition alerts, List<Receiver> alarmReceivers) {
        if (!(workspace instanceof PrometheusWorkspace created)) {
            return alerts == null ? null : imported(new AlertRecipients(alerts, alarmReceivers));
        }
        if (alerts != null) {
            created.alertManager(alerts);
        }
        AlertRecipients recipients = created.getAlertManager()
                .map(definition -> new AlertRecipients(definition, alarmReceivers))
                .orElse(null);
        if (recipients == null) {
            note("nobody is notified of alerts in workspace "
                    + workspace.getNode().getPath() + ": set alerts(...) of the EcsMonitoring, or withoutAlerts()");
        } else {
            watch(created, recipients);
        }
        return recipients;
    }

    private AlertRecipients imported(AlertRecipients recipients) {
        DefinitionFile file =
                DefinitionFile.write(scope, recipients.definition().bind(scope, workspace));
        note("the alert manager of workspace " + workspace.getNode().getPath()
                + " is not changed, since the workspace is imported: merge " + file.name()
                + " beside the templates into its definition" + file.remedy());
        return recipients;
    }

    /** Once for a workspace, which several EcsMonitoring may share. */
    private void watch(PrometheusWorkspace created, AlertRecipients recipients) {
        List<Alarm> alarms = new ArrayList<>();
        if (withDeadMansSwitch
                && !recipients.definition().getReceivers().isEmpty()
                && DeadMansSwitch.find(created).isEmpty()) {
            DeadMansSwitch watchdog = new DeadMansSwitch(created);
            addFirstRoute(created, watchdog.getRoute());
            alarms.add(watchdog.getAlarm());
        }
        if (withAlarms && !recipients.ofAlarms().isEmpty() && created.getNode().tryFindChild(ALARMS_ID) == null) {
            alarms.addAll(WorkspaceAlarms.Builder.create(created, ALARMS_ID)
                    .workspace(created)
                    .build()
                    .getAlarms());
        }
        alarms.forEach(alarm -> recipients.ofAlarms().forEach(receiver -> receiver.addAlarm(alarm)));
    }

    private static void addFirstRoute(PrometheusWorkspace created, AlertRoute ofSwitch) {
        try {
            created.addFirstRoute(ofSwitch);
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
