package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.prometheus.AlertIntegration;
import io.github.ecsmonitoring.prometheus.AlertReceiver;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * Notifies people or programs of alerts and of CloudWatch alarms.
 *
 * <pre>{@code
 * Receiver.email("oncall@example.com")
 * }</pre>
 *
 * <p>Resources are created in the stacks of the workspaces and alarms that the receiver is used for. Immutable: each
 * method returns a new value, and receivers with the same name, target and options are equal.
 */
public final class Receiver implements AlertReceiver {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@+-]{0,99}");

    private final String name;
    private final ReceiverTarget target;
    private final boolean sendResolved;

    private Receiver(String name, ReceiverTarget target, boolean sendResolved) {
        this.name = name;
        this.target = target;
        this.sendResolved = sendResolved;
    }

    private static Receiver of(ReceiverTarget target) {
        return new Receiver(target.defaultName(), target, true);
    }

    /**
     * People with e-mail. Each of them must confirm the subscription, with a link that Amazon SNS sends at the first
     * deployment.
     *
     * @param addresses at least one
     * @throws IllegalArgumentException if an address is invalid or given twice
     */
    public static Receiver email(String... addresses) {
        return of(new EmailTarget(List.of(addresses)));
    }

    /**
     * A Slack channel, through Amazon Q Developer in chat applications. The Slack workspace must be authorized once in
     * the <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html">console</a>, and the app
     * invited to a private channel.
     *
     * <p>AWS allows one configuration per channel and account, so all workspaces and alarms that use the receiver must
     * be in the region of its first use.
     *
     * @param workspaceId for example {@code T0123ABCD}
     * @param channelId for example {@code C0123ABCD}
     * @throws IllegalArgumentException if one of them is invalid
     */
    public static Receiver slack(String workspaceId, String channelId) {
        return of(new SlackTarget(workspaceId, channelId));
    }

    /**
     * A PagerDuty service, with the routing key of its Events API v2 integration in the field {@code routing_key} of a
     * secret.
     *
     * @param secret in the account and region of the workspace, encrypted with a customer managed key
     * @throws IllegalArgumentException if the secret has no customer managed key
     */
    public static Receiver pagerDuty(ISecret secret) {
        return pagerDuty(secret, "routing_key");
    }

    /**
     * The same with another field of the secret.
     *
     * @param field the field of the secret's JSON
     * @throws IllegalArgumentException if the secret has no customer managed key
     */
    public static Receiver pagerDuty(ISecret secret, String field) {
        return of(new PagerDutyTarget(secret, field));
    }

    /**
     * A function, which gets JSON: {@code status}, {@code groupLabels}, and {@code alerts} with labels and annotations.
     *
     * @param function in the account and region of the workspace
     */
    public static Receiver lambda(IFunction function) {
        return of(new LambdaTarget(function));
    }

    /**
     * A topic, which gets the text of the e-mails.
     *
     * @param topic a standard topic in the account and region of the workspace; the policy of an imported one must
     *     allow the workspace to publish
     * @throws IllegalArgumentException if it is a FIFO topic
     */
    public static Receiver topic(ITopic topic) {
        return of(new TopicTarget(topic));
    }

    /**
     * The name in the alert manager definition and in logical ids. Default: the kind and the first address, channel,
     * secret, function or topic. With a name, these can be changed without a new topic, whose subscribers must confirm
     * again.
     *
     * @param name up to 100 letters, digits and {@code _.@+-}
     * @throws IllegalArgumentException if it has other characters
     */
    public Receiver withName(String name) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
            throw new IllegalArgumentException("name of a receiver must match " + NAME + ", got \"" + name + "\"");
        }
        return new Receiver(name, target, sendResolved);
    }

    /** Sends no notification when alerts are resolved or alarms become OK. Default: they are sent. */
    public Receiver withoutResolved() {
        return new Receiver(name, target, false);
    }

    @Override
    public String getName() {
        return name;
    }

    /**
     * Sends changes of a CloudWatch alarm to the same people, without a Prometheus workspace. If the receiver has no
     * topic in the alarm's account and region yet, one is created beside the alarm. A second call for the same alarm is
     * a no-op.
     *
     * @throws IllegalArgumentException if the alarm has five actions already, CloudWatch's limit
     */
    public void addAlarm(Alarm alarm) {
        target.addAlarm(Objects.requireNonNull(alarm, "alarm"), name, sendResolved);
    }

    @Override
    public AlertIntegration bind(Construct scope, IPrometheusWorkspace workspace) {
        return target.integrate(scope, workspace, name, sendResolved);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Receiver receiver
                && receiver.name.equals(name)
                && receiver.target.equals(target)
                && receiver.sendResolved == sendResolved;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, target, sendResolved);
    }

    @Override
    public String toString() {
        return "receiver " + name;
    }
}
