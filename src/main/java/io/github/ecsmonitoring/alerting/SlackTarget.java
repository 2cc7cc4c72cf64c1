package io.github.ecsmonitoring.alerting;

import java.util.List;
import java.util.Objects;
import software.amazon.awscdk.Names;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.UniqueResourceNameOptions;
import software.amazon.awscdk.services.chatbot.CfnSlackChannelConfiguration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** A Slack channel, to which Amazon Q Developer in chat applications forwards the messages of a topic. */
record SlackTarget(String workspaceId, String channelId) implements SnsTarget {
    private static final String WORKSPACE = "[TE][0-9A-Z]{1,254}";
    private static final String CHANNEL = "[CG][0-9A-Z]{1,254}";
    private static final int MAX_NAME = 128;

    SlackTarget {
        require("workspace", "T0123ABCD", WORKSPACE, workspaceId);
        require("channel", "C0123ABCD", CHANNEL, channelId);
    }

    private static void require(String what, String example, String pattern, String id) {
        if (!Token.isUnresolved(Objects.requireNonNull(id, what)) && !id.matches(pattern)) {
            throw new IllegalArgumentException("id of a Slack " + what + " must look like " + example + ", got \"" + id
                    + "\": it is part of the link that Slack copies");
        }
    }

    @Override
    public String defaultName() {
        return "slack-" + (Token.isUnresolved(channelId) ? "channel" : channelId);
    }

    @Override
    public ITopic topic(Stack stack, String name) {
        requireNoOtherConfiguration(stack, name);
        return AlertTopics.of(stack).topic(name, this, this::subscribe);
    }

    /** The deployment of a second configuration of the channel would fail. */
    private void requireNoOtherConfiguration(Stack stack, String name) {
        AlertTopics.inAccountOf(stack)
                .filter(topics -> topics.hasTopicOf(this) && !Stack.of(topics).equals(stack))
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalArgumentException("receiver " + name + " cannot be used in stack "
                            + stack.getNode().getPath() + ", since stack "
                            + Stack.of(other).getNode().getPath()
                            + " configures the channel already, and AWS allows one configuration per channel and account: "
                            + "use another channel, or add alarms after their workspace and in its region");
                });
    }

    private void subscribe(Topic topic) {
        CfnSlackChannelConfiguration.Builder.create(topic, "Slack")
                .configurationName(configurationName(topic))
                .slackWorkspaceId(workspaceId)
                .slackChannelId(channelId)
                .snsTopicArns(List.of(topic.getTopicArn()))
                .iamRoleArn(role(topic).getRoleArn())
                // Without guardrails, members of the channel could get the permissions of an administrator.
                .guardrailPolicies(List.of("arn:" + Stack.of(topic).getPartition() + ":iam::aws:policy/AWSDenyAll"))
                .loggingLevel("ERROR")
                .build();
    }

    /** Unique in the account: configurations are not regional. */
    private static String configurationName(Topic topic) {
        String region = Stack.of(topic).getRegion();
        String name = Names.uniqueResourceName(
                topic,
                UniqueResourceNameOptions.builder()
                        .maxLength(MAX_NAME - 1 - "ap-southeast-99".length())
                        .separator("-")
                        .build());
        return name + "-" + region;
    }

    /** Has no permissions, since notifications need none. */
    private static Role role(Construct scope) {
        return Role.Builder.create(scope, "SlackRole")
                .assumedBy(new ServicePrincipal("chatbot.amazonaws.com"))
                .build();
    }

    @Override
    public AlertMessage message() {
        return AlertMessage.SLACK;
    }
}
