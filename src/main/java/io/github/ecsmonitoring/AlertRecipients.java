package io.github.ecsmonitoring;

import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.AlertReceiver;
import java.util.List;

/**
 * The receivers of alerts and of CloudWatch alarms.
 *
 * @param definition of alerts, which have routes
 * @param ofAlarms of CloudWatch alarms, which have none; null for the default receivers of the definition, or all if it
 *     has no default ones
 */
record AlertRecipients(AlertManagerDefinition definition, List<Receiver> ofAlarms) {
    AlertRecipients {
        if (ofAlarms == null) {
            List<Receiver> byDefault = receivers(definition.getDefaultReceivers());
            ofAlarms = byDefault.isEmpty() ? receivers(definition.getReceivers()) : byDefault;
        }
        ofAlarms = List.copyOf(ofAlarms);
    }

    private static List<Receiver> receivers(List<AlertReceiver> all) {
        return all.stream()
                .filter(Receiver.class::isInstance)
                .map(Receiver.class::cast)
                .toList();
    }
}
