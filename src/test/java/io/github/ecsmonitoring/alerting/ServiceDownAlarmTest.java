package io.github.ecsmonitoring.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.alerting.CloudWatchAlarm.DataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateServiceAttributes;
import software.amazon.awscdk.services.ecs.IBaseService;

class ServiceDownAlarmTest {
    private static final long MINUTE = CloudWatchAlarm.MINUTE;
    private static final long DAY = 24 * 60 * MINUTE;

    private final Stack stack = Synth.stack();
    private final IBaseService service = FargateService.fromFargateServiceAttributes(
            stack,
            "Orders",
            FargateServiceAttributes.builder()
                    .serviceName("orders")
                    .cluster(Cluster.fromClusterArn(stack, "Shop", "arn:aws:ecs:eu-west-1:123456789012:cluster/shop"))
                    .build());

    private CloudWatchAlarm alarm(int extraPeriods) {
        ServiceDownAlarm.of(service);
        return CloudWatchAlarm.of(Synth.properties(stack, "AWS::CloudWatch::Alarm"), extraPeriods);
    }

    /** A data point for each full minute of a service that runs until it stops. */
    private static List<DataPoint> metrics(long stops, long now, long delay) {
        List<DataPoint> points = new ArrayList<>();
        for (long minute = now - 30 * MINUTE; minute <= Math.min(stops, now); minute++) {
            if (minute % MINUTE == 0) {
                points.add(new DataPoint(minute, 3, minute + MINUTE + delay));
            }
        }
        return points;
    }

    @Test
    void readsTheFreeMetricOfTheService() {
        ServiceDownAlarm.of(service);
        Map<String, Object> alarm = Synth.properties(stack, "AWS::CloudWatch::Alarm");
        assertThat(Synth.map(Synth.list(alarm.get("Metrics")).get(1)).get("MetricStat"))
                .isEqualTo(Map.of(
                        "Metric",
                        Map.of(
                                "Namespace", "AWS/ECS",
                                "MetricName", "CPUUtilization",
                                "Dimensions",
                                        List.of(
                                                Map.of("Name", "ClusterName", "Value", "shop"),
                                                Map.of("Name", "ServiceName", "Value", "orders"))),
                        "Period",
                        60,
                        "Stat",
                        "SampleCount"));
        assertThat(alarm.get("AlarmDescription"))
                .isEqualTo("Service orders of cluster shop has had no running task for 5 minutes");
    }

    @Test
    void aServiceHasOneAlarm() {
        assertThat(ServiceDownAlarm.of(service)).isSameAs(ServiceDownAlarm.of(service));
        Template.fromStack(stack).resourceCountIs("AWS::CloudWatch::Alarm", 1);
    }

    @Test
    void isAnAlarmSixMinutesAfterTheLastTaskStoppedAndForDays() {
        for (int extra : new int[] {1, 2, 5, 20}) {
            CloudWatchAlarm alarm = alarm(extra);
            for (long phase = 0; phase < MINUTE; phase += 7) {
                for (long delay = 0; delay <= 3 * MINUTE; delay += 20) {
                    long stops = DAY + phase;
                    long late = delay;
                    long first = alarm.firstAlarm(DAY, DAY + 20 * MINUTE, now -> metrics(stops, now, late));
                    assertThat(first)
                            .as("range of 5+%s, phase %s, delay %s", extra, phase, delay)
                            .isBetween(stops + 1, stops + 6 * MINUTE);
                    assertThat(alarm.isAlarm(metrics(stops, stops + 14 * DAY, late), stops + 14 * DAY))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void isQuietWhileMetricsAreUpToThreeMinutesLate() {
        CloudWatchAlarm alarm = alarm(2);
        for (long phase = 0; phase < MINUTE; phase += 7) {
            for (long delay = 0; delay <= 3 * MINUTE; delay += 20) {
                long late = delay;
                assertThat(alarm.firstAlarm(
                                DAY + phase, DAY + phase + 60 * MINUTE, now -> metrics(Long.MAX_VALUE, now, late)))
                        .isEqualTo(-1);
            }
        }
    }

    /** Why the metric is filled: without it, old data delays the alarm by the rest of the range. */
    @Test
    void wouldBeLateWithoutFilling() {
        assertThat(alarm(20).withoutFill().firstAlarm(DAY, DAY + 60 * MINUTE, now -> metrics(DAY, now, 0)))
                .isGreaterThan(DAY + 20 * MINUTE);
    }
}
