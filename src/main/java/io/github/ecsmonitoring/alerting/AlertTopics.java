package io.github.ecsmonitoring.alerting;

import io.github.ecsmonitoring.internal.SharedKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * The topics of the receivers in one stack, and the key that encrypts all of them. Logical ids depend on the receivers'
 * names only, since whoever subscribes by e-mail to a topic that replaces another one must confirm again.
 */
final class AlertTopics extends Construct {
    private static final String ID = "EcsMonitoringAlerts";

    private record Entry(ReceiverTarget target, Topic topic) {}

    /** Those of all stacks of a stage, since the search of a construct tree takes long. */
    private static final class OfStage extends Construct {
        private static final String ID = "EcsMonitoringAlertTopics";

        private final List<AlertTopics> all = new ArrayList<>();

        private OfStage(Stage stage) {
            super(stage, ID);
        }

        static OfStage of(Stack stack) {
            Stage stage = Stage.of(stack);
            return stage.getNode().tryFindChild(ID) instanceof OfStage existing ? existing : new OfStage(stage);
        }
    }

    private final Map<String, Entry> topics = new HashMap<>();
    private IKey key;

    private AlertTopics(Stack stack) {
        super(stack, ID);
        OfStage.of(stack).all.add(this);
    }

    /** Those of a stack, without any at first. */
    static AlertTopics of(Stack stack) {
        return stack.getNode().tryFindChild(ID) instanceof AlertTopics existing ? existing : new AlertTopics(stack);
    }

    /** A receiver's topic in the stack, or in another stack of the same account, region and stage. */
    static Optional<Topic> existing(Stack stack, String name, ReceiverTarget target) {
        return of(stack)
                .find(name, target)
                .or(() -> inAccountOf(stack)
                        .filter(other -> Stack.of(other).getRegion().equals(stack.getRegion()))
                        .flatMap(other -> other.find(name, target).stream())
                        .findFirst());
    }

    /** Those of all stacks of the same account and stage. */
    static Stream<AlertTopics> inAccountOf(Stack stack) {
        return OfStage.of(stack).all.stream()
                .filter(other -> Stack.of(other).getAccount().equals(stack.getAccount()));
    }

    boolean hasTopicOf(ReceiverTarget target) {
        return topics.values().stream().anyMatch(entry -> entry.target.equals(target));
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
            throw nameIsTaken(name, Stack.of(this));
        }
        return existing.topic;
    }

    /** The error for two receivers of one name. */
    static IllegalArgumentException nameIsTaken(String name, Stack stack) {
        return new IllegalArgumentException("name of a receiver must be unique within a stack, got \"" + name
                + "\" twice in " + stack.getNode().getPath() + ": name one with withName(...)");
    }

    private Topic create(String name) {
        return Topic.Builder.create(this, name)
                .masterKey(key())
                .enforceSsl(true)
                .build();
    }

    /** A key for all topics, since each key costs a dollar a month. */
    IKey key() {
        if (key == null) {
            key = SharedKey.of(this).orElseGet(this::createKey);
            Stack stack = Stack.of(this);
            for (ServicePublisher publisher :
                    List.of(ServicePublisher.alertManager(stack), ServicePublisher.alarms(stack))) {
                SharedKey.allow(key, this, publisher.useOfKey(), publisher.statement(ServicePublisher.USE_OF_KEY, "*"));
            }
        }
        return key;
    }

    private IKey createKey() {
        return Key.Builder.create(this, "Key")
                .description("Encrypts notifications of alerts")
                .enableKeyRotation(true)
                .build();
    }
}
