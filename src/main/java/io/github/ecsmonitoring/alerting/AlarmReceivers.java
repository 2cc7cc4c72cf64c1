package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.internal.ConstructPlace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** The topics that an alarm notifies, each once. */
final class AlarmReceivers extends Construct {
    private static final String ID = "EcsMonitoringReceivers";
    /** CloudWatch's limit, which cannot be raised. */
    private static final int MAX_ACTIONS = 5;

    private final Alarm alarm;
    private final Set<ITopic> whenAlarm = new HashSet<>();
    private final Set<ITopic> whenOk = new HashSet<>();

    private AlarmReceivers(Alarm alarm) {
        super(alarm, ID);
        this.alarm = alarm;
    }

    static AlarmReceivers of(Alarm alarm) {
        return ConstructPlace.of(alarm, ID).existing(AlarmReceivers.class).orElseGet(() -> new AlarmReceivers(alarm));
    }

    /** @throws IllegalArgumentException if the alarm has too many actions */
    void add(ITopic topic, String receiver, boolean sendResolved) {
        CfnAlarm resource = (CfnAlarm) alarm.getNode().getDefaultChild();
        if (!whenAlarm.contains(topic)) {
            requireRoom(resource.getAlarmActions(), receiver);
            whenAlarm.add(topic);
            alarm.addAlarmAction(new SnsAction(topic));
        }
        if (sendResolved && !whenOk.contains(topic)) {
            requireRoom(resource.getOkActions(), receiver);
            whenOk.add(topic);
            alarm.addOkAction(new SnsAction(topic));
        }
    }

    private void requireRoom(List<String> actions, String receiver) {
        if (actions != null && Stack.of(alarm).resolve(actions) instanceof List<?> all && all.size() >= MAX_ACTIONS) {
            throw new IllegalArgumentException(
                    "alarm " + alarm.getNode().getPath() + " must have at most " + MAX_ACTIONS
                            + " actions per state, CloudWatch's limit, got one more for receiver " + receiver
                            + ": pass several addresses to one Receiver.email(...), or let the others subscribe to the topic of one Receiver.topic(...)");
        }
    }
}
