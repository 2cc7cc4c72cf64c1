/**
 * Receivers of alerts and of CloudWatch alarms, and alarms that do not depend on rules.
 *
 * <p>A {@link io.github.ecsmonitoring.alerting.Receiver} consists of a name and a target. Each kind of target is one
 * class, which describes how an alert manager reaches it and how a CloudWatch alarm does.
 *
 * <pre>
 * SnsTarget          what targets with a topic have in common
 * EmailTarget, SlackTarget, LambdaTarget, TopicTarget
 * PagerDutyTarget    a secret that the alert manager reads; PagerDutyEvents: alarms by EventBridge
 * AlertTopics        the topics of one stack, with the key that encrypts them
 * AlarmReceivers     the topics that an alarm notifies
 * AlertMessage       the Go templates of the messages, in files of this package
 * ServicePublisher   statements of resource policies, with conditions on the publishing resource
 * </pre>
 *
 * <p>Depends on {@code internal} and {@code prometheus}.
 */
package io.github.ecsmonitoring.alerting;
