package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.prometheus.AlertIntegration;
import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * A PagerDuty service, whose routing key is in a secret. The alert manager reads the secret itself; alarms are sent by
 * EventBridge.
 *
 * @see <a href="https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-pagerduty.html">PagerDuty as
 *     an alert receiver</a>
 */
record PagerDutyTarget(ISecret secret, String field) implements ReceiverTarget {
    private static final List<String> READ_SECRET = List.of("secretsmanager:GetSecretValue");
    private static final List<String> USE_KEY = List.of("kms:Decrypt");

    PagerDutyTarget {
        Objects.requireNonNull(secret, "secret");
        if (Objects.requireNonNull(field, "field").isBlank()) {
            throw new IllegalArgumentException(
                    "field of the secret of a PagerDuty receiver must be a key of its JSON, such as routing_key, got \""
                            + field + "\"");
        }
        if (secret instanceof Secret && secret.getEncryptionKey() == null) {
            throw new IllegalArgumentException("secret " + secret.getNode().getPath()
                    + " of a PagerDuty receiver must be encrypted with a customer managed key, got the key aws/secretsmanager, "
                    + "whose policy cannot let AMP use it: set encryptionKey(...)");
        }
    }

    @Override
    public String defaultName() {
        return "pagerduty-" + secret.getNode().getId();
    }

    @Override
    public AlertIntegration integrate(
            Construct scope, IPrometheusWorkspace workspace, String name, boolean sendResolved) {
        Stack stack = Stack.of(scope);
        TopicPolicies.requireReachable(workspace, stack, name);
        allowRead(ServicePublisher.alertManager(workspace, stack, secret), scope);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("routing_key", Map.of("aws_secrets_manager", routingKey()));
        if (!sendResolved) {
            settings.put("send_resolved", false);
        }
        settings.putAll(AlertMessage.PAGER_DUTY.settings());
        settings.put("details", details());
        return new AlertIntegration("pagerduty_configs", settings, AlertMessage.PAGER_DUTY.templates());
    }

    private Map<String, Object> routingKey() {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("secret_arn", secret.getSecretArn());
        key.put("secret_key", field);
        key.put("refresh_interval", "5m");
        return key;
    }

    private static Map<String, String> details() {
        return new TreeMap<>(Map.of(
                "num_firing",
                "{{ .Alerts.Firing | len }}",
                "num_resolved",
                "{{ .Alerts.Resolved | len }}",
                "firing",
                AlertMessage.call("ecs-monitoring.pagerduty.alerts", ".Alerts.Firing"),
                "resolved",
                AlertMessage.call("ecs-monitoring.pagerduty.alerts", ".Alerts.Resolved")));
    }

    private void allowRead(ServicePublisher reader, IConstruct user) {
        if (!secret.addToResourcePolicy(reader.allow(READ_SECRET, "*")).getStatementAdded()) {
            show("secret", secret, reader.statement(READ_SECRET, "*"), user);
        }
        ServicePublisher anyWorkspace = ServicePublisher.alertManager(Stack.of(secret));
        IKey key = secret.getEncryptionKey();
        if (key == null
                || !key.addToResourcePolicy(anyWorkspace.allow(USE_KEY, "*")).getStatementAdded()) {
            show("key of secret", secret, anyWorkspace.statement(USE_KEY, "*"), user);
        }
    }

    private static void show(String what, IConstruct secret, String statement, IConstruct user) {
        Annotations.of(user)
                .addWarningV2(
                        "@ecs-monitoring/alerts:" + what.replace(" of s", "OfS") + "Policy",
                        "the policy of the " + what + " " + secret.getNode().getPath()
                                + " cannot be changed, since it is imported: add this statement to it:\n" + statement);
    }

    @Override
    public void addAlarm(Alarm alarm, String name, boolean sendResolved) {
        PagerDutyEvents.of(Stack.of(alarm), name, secret, field).add(alarm, sendResolved);
    }
}
