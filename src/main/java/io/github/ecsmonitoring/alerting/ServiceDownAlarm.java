package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.internal.ConstructPlace;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ecs.IBaseService;
import software.constructs.Construct;

/**
 * An alarm while a service has no running task, for days if need be. ECS reports the CPU utilization of each running
 * task of a service once a minute, without charge and without Container Insights, and nothing if none runs.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html">metrics of ECS</a>
 */
public final class ServiceDownAlarm extends Construct {
    private static final String ID = "EcsServiceDown";
    /** Longer than the replacement of a single task takes, and than metrics are late. */
    private static final int MINUTES = 5;

    private final Alarm alarm;

    private ServiceDownAlarm(ConstructPlace place, IBaseService service) {
        super(place.scope(), place.id());
        String cluster = service.getCluster().getClusterName();
        alarm = Alarm.Builder.create(this, "Alarm")
                .alarmDescription("Service " + service.getServiceName() + " of cluster " + cluster
                        + " has had no running task for " + MINUTES + " minutes")
                .metric(FilledMetric.of(
                        "AWS/ECS",
                        "CPUUtilization",
                        Map.of("ClusterName", cluster, "ServiceName", service.getServiceName()),
                        "SampleCount"))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .evaluationPeriods(MINUTES)
                .datapointsToAlarm(MINUTES)
                .treatMissingData(TreatMissingData.BREACHING)
                .build();
    }

    /** The alarm of a service, created at the first call. */
    public static ServiceDownAlarm of(IBaseService service) {
        ConstructPlace place = ConstructPlace.of(service, ID);
        return place.existing(ServiceDownAlarm.class).orElseGet(() -> new ServiceDownAlarm(place, service));
    }

    /** The alarm, to add actions. */
    public Alarm getAlarm() {
        return alarm;
    }
}
