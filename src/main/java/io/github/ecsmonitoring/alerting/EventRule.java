package io.github.ecsmonitoring.alerting;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.constructs.Construct;

/** Sends events of ECS to the function, and those that EventBridge cannot deliver to its queue. */
final class EventRule extends Construct {
    private static final String EVENT_BRIDGE = "events.amazonaws.com";

    /**
     * @param type the field {@code detail-type}
     * @param pattern the patterns of further fields
     */
    EventRule(
            Construct scope,
            String id,
            String description,
            String type,
            Map<String, Object> pattern,
            EventFunction function) {
        super(scope, id);
        CfnRule rule = CfnRule.Builder.create(this, "Rule")
                .description(description)
                .eventPattern(EventPatterns.ofEcs(type, pattern))
                .targets(List.of(CfnRule.TargetProperty.builder()
                        .id("EcsEvents")
                        .arn(function.arn())
                        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                .arn(function.lostEvents().getQueueArn())
                                .build())
                        .build()))
                .build();
        CfnPermission.Builder.create(this, "Permission")
                .action("lambda:InvokeFunction")
                .functionName(function.arn())
                .principal(EVENT_BRIDGE)
                .sourceArn(rule.getAttrArn())
                .build();
        function.lostEvents()
                .addToResourcePolicy(PolicyStatement.Builder.create()
                        .principals(List.of(new ServicePrincipal(EVENT_BRIDGE)))
                        .actions(List.of("sqs:SendMessage"))
                        .resources(List.of(function.lostEvents().getQueueArn()))
                        .conditions(Map.of(
                                "ArnEquals", Map.of("aws:SourceArn", rule.getAttrArn()),
                                "StringEquals",
                                        Map.of(
                                                "aws:SourceAccount",
                                                Stack.of(this).getAccount())))
                        .build());
    }
}
