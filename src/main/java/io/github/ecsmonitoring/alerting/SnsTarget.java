package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.prometheus.AlertIntegration;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** A target that is reached through a topic. */
interface SnsTarget extends ReceiverTarget {
    /** The topic for publishers of a stack, with the target as its subscriber. */
    ITopic topic(Stack stack, String name);

    /** The topic for alarms of a stack, which may be that of another stack of the same account and region. */
    default ITopic topicForAlarms(Stack stack, String name) {
        return AlertTopics.existing(stack, name, this).map(ITopic.class::cast).orElseGet(() -> topic(stack, name));
    }

    /** What is published. */
    AlertMessage message();

    @Override
    default AlertIntegration integrate(
            Construct scope, IPrometheusWorkspace workspace, String name, boolean sendResolved) {
        Stack stack = Stack.of(scope);
        TopicPolicies.requireReachable(workspace, stack, name);
        ITopic topic = topic(stack, name);
        TopicPolicies.allowWorkspace(topic, workspace, stack, scope);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("topic_arn", topic.getTopicArn());
        settings.put("sigv4", Map.of("region", stack.getRegion()));
        if (!sendResolved) {
            settings.put("send_resolved", false);
        }
        settings.putAll(message().settings());
        // Alertmanager's default subject holds all labels, which AMP replaces or cuts.
        settings.putIfAbsent("subject", "Prometheus alerts: {{ .Status }}");
        return new AlertIntegration("sns_configs", settings, message().templates());
    }

    @Override
    default void addAlarm(Alarm alarm, String name, boolean sendResolved) {
        Stack stack = Stack.of(alarm);
        ITopic topic = topicForAlarms(stack, name);
        TopicPolicies.allowAlarms(topic, stack, alarm);
        AlarmReceivers.of(alarm).add(topic, name, sendResolved);
    }
}
