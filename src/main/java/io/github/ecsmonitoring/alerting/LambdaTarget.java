package io.github.ecsmonitoring.alerting;

import java.util.Objects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.sns.subscriptions.LambdaSubscription;

/** A function, which subscribes to a topic of its own. */
record LambdaTarget(IFunction function) implements SnsTarget {
    LambdaTarget {
        Objects.requireNonNull(function, "function");
    }

    @Override
    public String defaultName() {
        return "lambda-" + function.getNode().getId();
    }

    @Override
    public ITopic topic(Stack stack, String name) {
        return AlertTopics.of(stack)
                .topic(name, this, topic -> topic.addSubscription(new LambdaSubscription(function)));
    }

    @Override
    public AlertMessage message() {
        return AlertMessage.JSON;
    }
}
