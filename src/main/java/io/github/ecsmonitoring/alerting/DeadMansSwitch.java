package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.prometheus.AlertMatcher;
import io.github.ecsmonitoring.prometheus.AlertRoute;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * An alarm when alerts stop arriving. The alert {@code EcsWatchdog} always fires; its notifications go to a topic
 * without subscribers, and CloudWatch counts them.
 *
 * <p>The state is {@code ALARM} at most 15 minutes after the last notification. Amazon SNS reports its metrics every
 * five minutes, up to four minutes late:
 *
 * <pre>
 *   the last notification was counted in a period that began at most     0 min before it
 *   the alarm looks back over                                           14 min
 *   and is evaluated every                                               1 min
 *                                                                       15 min
 *
 *   in operation, the newest period known to CloudWatch began at most 5 + 5 + 4 = 14 min ago
 * </pre>
 *
 * <p>If rules are no longer evaluated, notifications continue for up to four minutes, the time after which an alert
 * that is not renewed ends.
 */
public final class DeadMansSwitch extends Construct {
    private static final String ALERT = "EcsWatchdog";
    private static final String ID = "DeadMansSwitch";
    /** The construct of the bundled rules with the alert, which {@code withoutBundledRules()} omits. */
    private static final String BUNDLED_RULES = "Rules-ecs-pipeline";

    private static final String RULES = """
            groups:
              - name: ecs-watchdog
                interval: 60s
                rules:
                  - alert: EcsWatchdog
                    expr: vector(1)
                    labels:
                      severity: none
                    annotations:
                      summary: 'The alert pipeline works'
            """;
    private static final int MINUTES = 14;
    /** Alertmanager then sends one every two minutes, since one minute has not quite passed at the first chance. */
    private static final Duration INTERVAL = Duration.minutes(1);

    private final AlertRoute route;
    private final Alarm alarm;

    /** Creates the topic and the alarm beneath a workspace. */
    public DeadMansSwitch(PrometheusWorkspace workspace) {
        super(workspace, ID);
        if (workspace.getNode().tryFindChild(BUNDLED_RULES) == null) {
            workspace.addRules("ecs-watchdog", RULES);
        }
        Topic heartbeats = Topic.Builder.create(this, "Heartbeats")
                .masterKey(AlertTopics.of(workspace.getStack()).key())
                .enforceSsl(true)
                .build();
        route = AlertRoute.of(AlertMatcher.equal("alertname", ALERT))
                .to(Receiver.topic(heartbeats).withName("heartbeats").withoutResolved())
                .groupWait(Duration.seconds(0))
                .groupInterval(INTERVAL)
                .repeatInterval(INTERVAL);
        alarm = Alarm.Builder.create(this, "Alarm")
                .alarmDescription("The alert " + ALERT
                        + ", which always fires, has not been delivered for 15 minutes, so other alerts "
                        + "may not be delivered either: check the rules and the alert manager of workspace "
                        + workspace.getWorkspaceId())
                .metric(FilledMetric.of(
                        "AWS/SNS", "NumberOfMessagesPublished", Map.of("TopicName", heartbeats.getTopicName()), "Sum"))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .evaluationPeriods(MINUTES)
                .datapointsToAlarm(MINUTES)
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
    }

    /** The switch of a workspace. */
    public static Optional<DeadMansSwitch> find(PrometheusWorkspace workspace) {
        return workspace.getNode().tryFindChild(ID) instanceof DeadMansSwitch existing
                ? Optional.of(existing)
                : Optional.empty();
    }

    /** The route that the alert manager definition needs before all others. */
    public AlertRoute getRoute() {
        return route;
    }

    /** The alarm, to add actions that do not depend on the workspace. */
    public Alarm getAlarm() {
        return alarm;
    }
}
