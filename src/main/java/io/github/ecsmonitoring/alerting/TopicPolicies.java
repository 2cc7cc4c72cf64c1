package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.prometheus.IPrometheusWorkspace;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.IConstruct;

/** Lets services publish to topics. */
final class TopicPolicies {
    private TopicPolicies() {}

    /** @throws IllegalArgumentException if the workspace is in another account or region than the stack */
    static void requireReachable(IPrometheusWorkspace workspace, Stack stack, String name) {
        String account = Arn.split(workspace.getWorkspaceArn(), ArnFormat.SLASH_RESOURCE_NAME)
                .getAccount();
        require("account", account, stack.getAccount(), name);
        require("region", workspace.getWorkspaceRegion(), stack.getRegion(), name);
    }

    private static void require(String part, String ofWorkspace, String ofStack, String name) {
        if (!Token.isUnresolved(ofWorkspace) && !Token.isUnresolved(ofStack) && !ofWorkspace.equals(ofStack)) {
            throw new IllegalArgumentException("receiver " + name + " must be in the " + part + " of its workspace, "
                    + ofWorkspace + ", got " + ofStack
                    + ": an alert manager cannot reach other accounts and regions; set alerts in a stack of that "
                    + part);
        }
    }

    /**
     * Requires that a resource of the user is in the account and region of a stack.
     *
     * @param what the kind of resource, such as {@code topic}
     * @param arn its ARN; a token if it is created in this app
     * @throws IllegalArgumentException if it is elsewhere
     */
    static void requireSameEnvironment(IConstruct resource, String what, String arn, Stack stack) {
        boolean created = Token.isUnresolved(arn);
        String[] parts = arn.split(":", 6);
        Stack own = Stack.of(resource);
        requireSame("account", created ? own.getAccount() : parts[4], stack.getAccount(), resource, what, stack);
        requireSame("region", created ? own.getRegion() : parts[3], stack.getRegion(), resource, what, stack);
    }

    private static void requireSame(
            String part, String ofResource, String ofStack, IConstruct resource, String what, Stack stack) {
        if (!Token.isUnresolved(ofResource) && !Token.isUnresolved(ofStack) && !ofResource.equals(ofStack)) {
            throw new IllegalArgumentException(
                    what + " " + resource.getNode().getPath() + " of a receiver must be in the "
                            + part + " of stack " + stack.getNode().getPath() + ", " + ofStack + ", got " + ofResource
                            + ": use another receiver for that stack");
        }
    }

    /** Lets the alert manager of a workspace publish. */
    static void allowWorkspace(ITopic topic, IPrometheusWorkspace workspace, Stack stack, IConstruct user) {
        allow(
                topic,
                ServicePublisher.alertManager(workspace, stack, topic),
                List.of("sns:GetTopicAttributes", "sns:Publish"),
                user);
        allowUseOfKey(topic, ServicePublisher.alertManager(Stack.of(topic)), user);
    }

    /** Lets the alarms of a stack's account and region publish. */
    static void allowAlarms(ITopic topic, Stack stack, IConstruct user) {
        allow(topic, ServicePublisher.alarms(stack), List.of("sns:Publish"), user);
        allowUseOfKey(topic, ServicePublisher.alarms(Stack.of(topic)), user);
    }

    private static void allow(ITopic topic, ServicePublisher publisher, List<String> actions, IConstruct user) {
        PolicyStatement statement = publisher.allow(actions, topic.getTopicArn());
        if (!topic.addToResourcePolicy(statement).getStatementAdded()) {
            Annotations.of(user)
                    .addWarningV2(
                            "@ecs-monitoring/alerts:topicPolicy",
                            "the policy of topic " + topic.getNode().getPath()
                                    + " cannot be changed, since it is imported: add this statement to it, and let "
                                    + publisher.service()
                                    + " use the topic's key with kms:Decrypt and kms:GenerateDataKey*:\n"
                                    + publisher.statement(actions, topic.getTopicArn()));
        }
    }

    private static void allowUseOfKey(ITopic topic, ServicePublisher publisher, IConstruct user) {
        IKey key = topic.getMasterKey();
        if (key != null && !key.addToResourcePolicy(publisher.useOfKey()).getStatementAdded()) {
            Annotations.of(user)
                    .addWarningV2(
                            "@ecs-monitoring/alerts:topicKeyPolicy",
                            "the policy of the key of topic " + topic.getNode().getPath()
                                    + " cannot be changed, since it is imported: add this statement to it:\n"
                                    + publisher.statement(ServicePublisher.USE_OF_KEY, "*"));
        }
    }
}
