package io.github.ecsmonitoring.alerting;

import java.util.Objects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.sns.ITopic;

/** A topic of the user, whatever subscribes to it. */
record TopicTarget(ITopic topic) implements SnsTarget {
    TopicTarget {
        if (Boolean.TRUE.equals(Objects.requireNonNull(topic, "topic").getFifo())) {
            throw new IllegalArgumentException("topic of a receiver must be a standard topic, got the FIFO topic "
                    + topic.getNode().getPath() + ", to which an alert manager cannot publish");
        }
    }

    @Override
    public String defaultName() {
        return "topic-" + topic.getNode().getId();
    }

    @Override
    public ITopic topic(Stack stack, String name) {
        return topic;
    }

    @Override
    public ITopic topicForAlarms(Stack stack, String name) {
        return topic;
    }

    @Override
    public AlertMessage message() {
        return AlertMessage.TEXT;
    }
}
