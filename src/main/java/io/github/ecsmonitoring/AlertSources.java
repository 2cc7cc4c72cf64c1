package io.github.ecsmonitoring;

import io.github.ecsmonitoring.alerting.EcsEventAlerts;
import io.github.ecsmonitoring.alerting.ExportFailureAlarm;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.alerting.ServiceDownAlarm;
import io.github.ecsmonitoring.internal.ConstructPlace;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.ecs.IBaseService;
import software.amazon.awscdk.services.ecs.ICluster;
import software.amazon.awscdk.services.logs.ILogGroup;

/**
 * Reports to the receivers what the workspace's rules cannot see. Some receivers cannot be notified of alarms in other
 * accounts or regions; the caller decides whether that is an error.
 */
final class AlertSources {
    private static final String EVENTS_ID = "EcsEventAlerts";

    private final IPrometheusWorkspace workspace;
    /** Null if nobody is notified. */
    private final AlertRecipients recipients;

    private final Map<String, String> labels;
    private final Set<Alarm> reported = new HashSet<>();

    AlertSources(IPrometheusWorkspace workspace, AlertRecipients recipients, Map<String, String> labels) {
        this.workspace = workspace;
        this.recipients = recipients;
        this.labels = labels;
    }

    /** False if an alarm would notify nobody. */
    boolean haveReceivers() {
        return recipients != null && !recipients.ofAlarms().isEmpty();
    }

    /** @throws IllegalArgumentException if nobody would be notified */
    void requireReceivers(String method) {
        if (recipients == null) {
            throw new IllegalArgumentException(
                    method + " notifies nobody, since no receivers are set: call alerts(...) of EcsMonitoring.Builder");
        }
        if (recipients.ofAlarms().isEmpty()) {
            throw new IllegalArgumentException(
                    method
                            + " notifies nobody, since the alert manager definition is written by hand and its receivers are "
                            + "unknown: build it with AlertManagerDefinition.Builder, or set alarmReceivers(...) of EcsMonitoring.Builder");
        }
    }

    /** Alerts of a cluster's events; a second call is a no-op. */
    void events(ICluster cluster, Consumer<String> unreachable) {
        // Several workspaces may get the events of one cluster.
        ConstructPlace place = ConstructPlace.of(cluster, EVENTS_ID + Names.nodeUniqueId(workspace.getNode()));
        place.existing(EcsEventAlerts.class)
                .orElseGet(() -> EcsEventAlerts.Builder.create(place.scope(), place.id())
                        .cluster(cluster)
                        .workspace(workspace)
                        .labels(labels)
                        .build())
                .getAlarms()
                .forEach(alarm -> report(alarm, unreachable));
    }

    void serviceDown(IBaseService service, Consumer<String> unreachable) {
        report(ServiceDownAlarm.of(service).getAlarm(), unreachable);
    }

    void lostData(ILogGroup logGroup, Consumer<String> unreachable) {
        report(ExportFailureAlarm.of(logGroup).getAlarm(), unreachable);
    }

    /** The alarm of content and roles in Grafana. */
    void grafana(Alarm alarm, Consumer<String> unreachable) {
        report(alarm, unreachable);
    }

    private void report(Alarm alarm, Consumer<String> unreachable) {
        if (!reported.add(alarm)) {
            return;
        }
        for (Receiver receiver : recipients.ofAlarms()) {
            try {
                receiver.addAlarm(alarm);
            } catch (IllegalArgumentException e) {
                unreachable.accept(
                        "alarm " + alarm.getNode().getPath() + " does not notify " + receiver + ": " + e.getMessage());
            }
        }
    }
}
