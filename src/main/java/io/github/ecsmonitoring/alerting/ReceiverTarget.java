package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.prometheus.AlertIntegration;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.constructs.Construct;

/** What a receiver notifies. Targets with the same contents are equal. */
interface ReceiverTarget {
    /** The name of a receiver without a name of its own. */
    String defaultName();

    /** Lets the alert manager of a workspace reach the target. */
    AlertIntegration integrate(Construct scope, IPrometheusWorkspace workspace, String name, boolean sendResolved);

    /** Lets an alarm reach the target. */
    void addAlarm(Alarm alarm, String name, boolean sendResolved);
}
