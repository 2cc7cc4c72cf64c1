package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.internal.ConstructPlace;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.logs.CfnMetricFilter;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * An alarm when collectors that log to a log group lose data, which may be all their data: the metrics of a collector
 * that cannot reach the workspace do not reach it either.
 */
public final class ExportFailureAlarm extends Construct {
    private static final String ID = "EcsExportFailures";
    private static final String NAMESPACE = "EcsMonitoring";
    /**
     * The collector logs "Exporting failed. Dropping data." or, if its queue is full, "Exporting failed. Rejecting
     * data."
     */
    private static final String PATTERN = "\"Exporting failed.\"";

    private final Alarm alarm;

    private ExportFailureAlarm(ConstructPlace place, ILogGroup logGroup) {
        super(place.scope(), place.id());
        String metric = "ExportFailures-" + Names.nodeUniqueId(logGroup.getNode());
        CfnMetricFilter.Builder.create(this, "Filter")
                .logGroupName(logGroup.getLogGroupName())
                .filterPattern(PATTERN)
                .metricTransformations(List.of(CfnMetricFilter.MetricTransformationProperty.builder()
                        .metricNamespace(NAMESPACE)
                        .metricName(metric)
                        .metricValue("1")
                        .build()))
                .build();
        alarm = Alarm.Builder.create(this, "Alarm")
                .alarmDescription("Collectors lose metrics or traces: search \"Exporting failed\" in log group "
                        + logGroup.getLogGroupName())
                .metric(Metric.Builder.create()
                        .namespace(NAMESPACE)
                        .metricName(metric)
                        .statistic("Sum")
                        .period(Duration.minutes(5))
                        .build())
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    /** The alarm of a log group, created at the first call. */
    public static ExportFailureAlarm of(ILogGroup logGroup) {
        ConstructPlace place = ConstructPlace.of(logGroup, ID);
        return place.existing(ExportFailureAlarm.class).orElseGet(() -> new ExportFailureAlarm(place, logGroup));
    }

    /** The alarm, to add actions. */
    public Alarm getAlarm() {
        return alarm;
    }
}
