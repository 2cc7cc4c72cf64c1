package io.github.ecsmonitoring.alerting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The topics of the receivers in one stack, and the key that encrypts all of them. Logical ids depend on the
 * receivers' names only, since whoever subscribes by e-mail to a topic that replaces another one must confirm again.
 */
final class AlertTopics extends Construct {
    private static final String ID = "EcsMonitoringAlerts";

    private record Entry(ReceiverTarget target, Topic topic) {}

    private final Map<String, Entry> topics = new HashMap<>();
    private IKey key;

    private AlertTopics(Stack stack) {
        super(stack, ID);
    }

    /** Those of a stack, without any at first. */
    static AlertTopics of(Stack stack) {
        return stack.getNode().tryFindChild(ID) instanceof AlertTopics existing ? existing : new AlertTopics(stack);
    }

    /** A receiver's topic in the stack, or in another stack of the same account, region and stage. */
    static Optional<Topic> existing(Stack stack, String name, ReceiverTarget target) {
        return of(stack).find(name, target).or(() -> Stage.of(stack).getNode().getChildren().stream()
                .filter(Stack.class::isInstance)
                .filter(other -> ((Stack) other).getEnvironment().equals(stack.getEnvironment()))
                .flatMap(other -> tryFind(other).stream())
                .flatMap(other -> other.find(name, target).stream())
                .findFirst());
    }

    private static Optional<AlertTopics> tryFind(IConstruct stack) {
        return stack.getNode().tryFindChild(ID) instanceof AlertTopics existing
                ? Optional.of(existing)
                : Optional.empty();
    }

    private Optional<Topic> find(String name, ReceiverTarget target) {
        return Optional.ofNullable(topics.get(name))
                .filter(entry -> entry.target.equals(target))
                .map(Entry::topic);
    }

    /**
     * A receiver's topic, which is created at the first call.
     *
     * @param subscribe adds the target to a new topic
     * @throws IllegalArgumentException if another receiver of the stack has the name
     */
    Topic topic(String name, ReceiverTarget target, Consumer<Topic> subscribe) {
        Entry existing = topics.get(name);
        if (existing == null) {
            Topic topic = create(name);
            topics.put(name, new Entry(target, topic));
            subscribe.accept(topic);
            return topic;
        }
        if (!existing.target.equals(target)) {
            throw new IllegalArgumentException("name of a receiver must be unique within a stack, got \"" + name
                    + "\" twice in " + Stack.of(this).getNode().getPath() + ": name one with withName(...)");
        }
        return existing.topic;
    }

    private Topic create(String name) {
        return Topic.Builder.create(this, name)
                .masterKey(key())
                .enforceSsl(true)
                .build();
    }

    /** A key for all topics, since each key costs a dollar a month. */
    private IKey key() {
        if (key == null) {
            Key created = Key.Builder.create(this, "Key")
                    .description("Encrypts notifications of alerts")
                    .enableKeyRotation(true)
                    .build();
            Stack stack = Stack.of(this);
            List.of(ServicePublisher.alertManager(stack), ServicePublisher.alarms(stack))
                    .forEach(publisher -> created.addToResourcePolicy(publisher.useOfKey()));
            key = created;
        }
        return key;
    }
}
