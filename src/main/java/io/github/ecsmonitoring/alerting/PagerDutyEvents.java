package io.github.ecsmonitoring.alerting;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.events.Authorization;
import software.amazon.awscdk.services.events.CfnApiDestination;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.Connection;
import software.amazon.awscdk.services.events.HttpParameter;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.ServicePrincipalOpts;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * Sends changes of alarms to PagerDuty's Events API v2. EventBridge adds the routing key to each request; it is in no
 * template, but read from the secret at each deployment.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html">API destinations</a>
 */
final class PagerDutyEvents extends Construct {
    private static final String ENDPOINT = "https://events.pagerduty.com/v2/enqueue";
    /** Values that replace the same names in angle brackets. */
    private static final Map<String, String> INPUT = Map.of(
            "alarm", "$.detail.alarmName",
            "arn", "$.resources[0]",
            "reason", "$.detail.state.reason",
            "region", "$.region",
            "time", "$.time");

    private final ISecret secret;
    private final String field;
    private final CfnApiDestination destination;
    private final Role role;

    private PagerDutyEvents(Construct scope, String id, ISecret secret, String field) {
        super(scope, id);
        this.secret = secret;
        this.field = field;
        SecretValue routingKey = secret.secretValueFromJson(field);
        Connection connection = Connection.Builder.create(this, "Connection")
                // EventBridge requires a header; PagerDuty reads the body.
                .authorization(Authorization.apiKey("X-Routing-Key", routingKey))
                .bodyParameters(Map.of("routing_key", HttpParameter.fromSecret(routingKey)))
                .build();
        destination = CfnApiDestination.Builder.create(this, "Destination")
                .connectionArn(connection.getConnectionArn())
                .httpMethod("POST")
                .invocationEndpoint(ENDPOINT)
                .build();
        role = role();
    }

    /**
     * Those of a receiver in a stack.
     *
     * @param field the field of the secret with the routing key
     * @throws IllegalArgumentException if another receiver of the stack has the name
     */
    static PagerDutyEvents of(Stack stack, String name, ISecret secret, String field) {
        AlertTopics parent = AlertTopics.of(stack);
        String id = name + "-events";
        if (!(parent.getNode().tryFindChild(id) instanceof PagerDutyEvents existing)) {
            return new PagerDutyEvents(parent, id, secret, field);
        }
        if (!existing.secret.equals(secret) || !existing.field.equals(field)) {
            throw AlertTopics.nameIsTaken(name, stack);
        }
        return existing;
    }

    private Role role() {
        Stack stack = Stack.of(this);
        String rules = stack.formatArn(ArnComponents.builder()
                .service("events")
                .resource("rule")
                .resourceName("*")
                .build());
        Role created = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal(
                        "events.amazonaws.com",
                        ServicePrincipalOpts.builder()
                                .conditions(new TreeMap<>(Map.of(
                                        "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()),
                                        "ArnLike", Map.of("aws:SourceArn", rules))))
                                .build()))
                .build();
        created.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("events:InvokeApiDestination"))
                .resources(List.of(destination.getAttrArn()))
                .build());
        return created;
    }

    void add(Alarm alarm, boolean sendResolved) {
        String id = Names.nodeUniqueId(alarm.getNode());
        rule(id + "Alarm", alarm, "ALARM", "trigger");
        if (sendResolved) {
            rule(id + "Ok", alarm, "OK", "resolve");
        }
    }

    private void rule(String id, Alarm alarm, String state, String action) {
        if (getNode().tryFindChild(id) != null) {
            return;
        }
        CfnRule.Builder.create(this, id)
                .eventPattern(new TreeMap<>(Map.of(
                        "source", List.of("aws.cloudwatch"),
                        "detail-type", List.of("CloudWatch Alarm State Change"),
                        "resources", List.of(alarm.getAlarmArn()),
                        "detail", Map.of("state", Map.of("value", List.of(state))))))
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("PagerDuty")
                        .arn(destination.getAttrArn())
                        .roleArn(role.getRoleArn())
                        .inputTransformer(CfnRule.InputTransformerProperty.builder()
                                .inputPathsMap(new TreeMap<>(INPUT))
                                .inputTemplate(event(action))
                                .build())
                        .build()))
                .build();
    }

    /** EventBridge puts text in quotes and escapes it. */
    private static String event(String action) {
        return """
            {"event_action": "%s", "dedup_key": <arn>, "payload": {"summary": <alarm>, "source": <region>, "severity": "critical", \
            "timestamp": <time>, "custom_details": {"reason": <reason>}}}""".formatted(action);
    }
}
