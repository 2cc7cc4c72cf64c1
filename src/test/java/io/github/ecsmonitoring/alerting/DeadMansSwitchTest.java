package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.alerting.CloudWatchAlarm.DataPoint;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class DeadMansSwitchTest {
    private static final long MINUTE = CloudWatchAlarm.MINUTE;
    /** How often Amazon SNS reports. */
    private static final long SNS_PERIOD = 5 * MINUTE;

    private static final long LATEST = 4 * MINUTE;
    private static final long HOUR = 60 * MINUTE;
    /** Alertmanager repeats a notification at the second chance after a minute. */
    private static final long HEARTBEAT = 2 * MINUTE;

    private final Stack stack = Synth.stack();

    private DeadMansSwitch deadMansSwitch(PrometheusWorkspace.Builder workspace) {
        return new DeadMansSwitch(workspace.build());
    }

    private DeadMansSwitch deadMansSwitch() {
        return deadMansSwitch(PrometheusWorkspace.Builder.create(stack, "Prometheus"));
    }

    private CloudWatchAlarm alarm(int extraPeriods) {
        return CloudWatchAlarm.of(Synth.properties(stack, "AWS::CloudWatch::Alarm"), extraPeriods);
    }

    /**
     * What CloudWatch knows of the heartbeats: a data point for each of SNS' periods that had one, and if SNS goes on,
     * zeros afterwards.
     */
    private static List<DataPoint> metrics(List<Long> heartbeats, boolean zeros, long until, long delay) {
        Map<Long, Long> counts = new TreeMap<>();
        for (long period = 0; zeros && period <= until; period += SNS_PERIOD) {
            counts.put(period, 0L);
        }
        heartbeats.forEach(time -> counts.merge(time - time % SNS_PERIOD, 1L, Long::sum));
        List<DataPoint> points = new ArrayList<>();
        counts.forEach((period, count) -> points.add(new DataPoint(period, count, period + SNS_PERIOD + delay)));
        return points;
    }

    private static List<Long> heartbeats(long first, long last, long interval) {
        List<Long> times = new ArrayList<>();
        for (long time = first; time <= last; time += interval) {
            times.add(time);
        }
        return times;
    }

    @Test
    void isAnAlarmWithinFifteenMinutesOfTheLastHeartbeatInEveryPhase() {
        deadMansSwitch();
        for (int extra : new int[] {0, 1, 2, 10}) {
            CloudWatchAlarm alarm = alarm(extra);
            for (long last = HOUR; last < HOUR + SNS_PERIOD; last += 10) {
                for (long delay = 0; delay <= LATEST; delay += MINUTE) {
                    for (boolean zeros : new boolean[] {false, true}) {
                        for (long phase = 0; phase < MINUTE; phase += 20) {
                            List<DataPoint> data =
                                    metrics(heartbeats(last % HEARTBEAT, last, HEARTBEAT), zeros, last + HOUR, delay);
                            assertThat(alarm.firstAlarm(HOUR - 20 * MINUTE + phase, last + HOUR, now -> data))
                                    .as("last %s, delay %s, zeros %s, phase %s", last, delay, zeros, phase)
                                    .isBetween(last, last + 15 * MINUTE);
                        }
                    }
                }
            }
        }
    }

    @Test
    void isQuietWhileHeartbeatsArriveEvenIfOneOfThemIsLost() {
        deadMansSwitch();
        CloudWatchAlarm alarm = alarm(2);
        for (long first = 0; first < SNS_PERIOD; first += 10) {
            List<Long> heartbeats = heartbeats(first, 6 * HOUR, HEARTBEAT);
            heartbeats.removeIf(time -> time / HEARTBEAT % 10 == 0);
            for (long delay = 0; delay <= LATEST; delay += MINUTE) {
                List<DataPoint> data = metrics(heartbeats, true, 6 * HOUR, delay);
                assertThat(alarm.firstAlarm(HOUR + first % MINUTE, 6 * HOUR, now -> data))
                        .as("first %s, delay %s", first, delay)
                        .isEqualTo(-1);
            }
        }
    }

    /** Why it is not a shorter one: the newest period that CloudWatch knows may be 14 minutes old. */
    @Test
    void wouldBeAFalseAlarmWithLessPeriods() {
        deadMansSwitch();
        CloudWatchAlarm shorter = new CloudWatchAlarm(MINUTE, 12, 12, 1, true, 2);
        List<DataPoint> data = metrics(heartbeats(0, 6 * HOUR, HEARTBEAT), true, 6 * HOUR, LATEST);
        assertThat(shorter.firstAlarm(HOUR, 6 * HOUR, now -> data)).isPositive();
    }

    @Test
    void countsHeartbeatsOfAnEncryptedTopic() {
        deadMansSwitch();
        Map<String, Object> alarm = Synth.properties(stack, "AWS::CloudWatch::Alarm");
        assertThat(Synth.map(Synth.list(alarm.get("Metrics")).get(1))
                        .get("MetricStat")
                        .toString())
                .contains("MetricName=NumberOfMessagesPublished", "Namespace=AWS/SNS", "Period=60", "Stat=Sum");
        assertThat(Synth.properties(stack, "AWS::SNS::Topic").get("KmsMasterKeyId"))
                .asString()
                .contains("EcsMonitoringAlertsKey");
    }

    @Test
    void theRouteSendsTheWatchdogAloneAndNeverThatItIsResolved() {
        PrometheusWorkspace workspace =
                PrometheusWorkspace.Builder.create(stack, "Prometheus").build();
        workspace.alertManager(AlertManagerDefinition.Builder.create(Receiver.email("oncall@example.com"))
                .build()
                .withFirstRoute(new DeadMansSwitch(workspace).getRoute()));
        String text = Synth.properties(stack, "AWS::APS::Workspace")
                .get("AlertManagerDefinition")
                .toString();
        assertThat(text.replaceAll("\\s+", " "))
                .contains("EcsWatchdog")
                .contains("group_wait: 0s group_interval: 60s repeat_interval: 60s");
    }

    @Test
    void aWorkspaceHasTheWatchdogWithAndWithoutTheBundledRules() {
        deadMansSwitch();
        assertThat(rules(stack)).containsOnlyOnce("alert: EcsWatchdog");
        Stack other = Synth.stack();
        deadMansSwitch(PrometheusWorkspace.Builder.create(other, "Prometheus").withoutBundledRules());
        assertThat(rules(other)).containsOnlyOnce("alert: EcsWatchdog");
    }

    private static String rules(Stack stack) {
        return Template.fromStack(stack)
                .findResources("AWS::APS::RuleGroupsNamespace")
                .toString();
    }
}
