package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.e2e.NotificationEmulator.Event;
import io.github.ecsmonitoring.e2e.NotificationEmulator.Published;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Stack;

/** Rules and alert manager of a synthesized workspace in Cortex, with the emulator that gets its notifications. */
record RunningAlerting(SynthesizedAlerting template, NotificationEmulator emulator, Cortex cortex)
        implements AutoCloseable {

    /** With intervals of seconds. */
    static RunningAlerting quick(Path folder, Stack stack) throws Exception {
        SynthesizedAlerting template = SynthesizedAlerting.of(stack);
        NotificationEmulator emulator = new NotificationEmulator(template.topics());
        return start(folder, template, emulator, CortexDifferences.quick(emulator.origin()));
    }

    /** With the intervals and delays of the template. */
    static RunningAlerting atTheTemplatesPace(Path folder, Stack stack) throws Exception {
        SynthesizedAlerting template = SynthesizedAlerting.of(stack);
        NotificationEmulator emulator = new NotificationEmulator(template.topics());
        return start(folder, template, emulator, CortexDifferences.endpoints(emulator.origin()));
    }

    private static RunningAlerting start(
            Path folder, SynthesizedAlerting template, NotificationEmulator emulator, CortexDifferences differences)
            throws Exception {
        try {
            Cortex cortex = Cortex.start(folder, differences.changedQueryOffset(template.queryOffset()));
            RunningAlerting running = new RunningAlerting(template, emulator, cortex);
            cortex.upload(UploadedAlerting.of(template, differences));
            return running;
        } catch (Exception e) {
            emulator.close();
            throw e;
        }
    }

    /** Messages, oldest first, to the only topic whose logical id contains this text. */
    List<Published> messages(String topic) {
        return emulator.published(template.topic(topic));
    }

    /** Waits for a message that contains all parts in its subject or text, and returns the first. */
    Published awaitMessage(Duration limit, String topic, String... parts) throws Exception {
        Await.until(
                "a message to " + topic + " with " + List.of(parts),
                limit,
                () -> message(topic, parts).isPresent(),
                this::describe);
        return message(topic, parts).orElseThrow();
    }

    private Optional<Published> message(String topic, String... parts) {
        return messages(topic).stream()
                .filter(message -> Arrays.stream(parts)
                        .allMatch(part -> (message.subject() + "\n" + message.message()).contains(part)))
                .findFirst();
    }

    /** Waits for an event that contains all parts, and returns the first. */
    Event awaitEvent(Duration limit, String... parts) throws Exception {
        Await.until("an event with " + List.of(parts), limit, () -> event(parts).isPresent(), this::describe);
        return event(parts).orElseThrow();
    }

    private Optional<Event> event(String... parts) {
        return emulator.events().stream()
                .filter(event -> Arrays.stream(parts).allMatch(event.body().toString()::contains))
                .findFirst();
    }

    /** What was accepted and rejected so far, and the log of Cortex, for the message of a failure. */
    String describe() {
        StringBuilder text = new StringBuilder();
        emulator.rejected().stream()
                .limit(3)
                .forEach(problem -> text.append("rejected: ").append(problem).append('\n'));
        template.topics().stream()
                .flatMap(topic -> emulator.published(topic).stream())
                .forEach(message -> text.append(message.topic())
                        .append(": ")
                        .append(message.subject())
                        .append('\n'));
        return text.append(emulator.events().size())
                .append(" events\n")
                .append(cortex)
                .toString();
    }

    @Override
    public void close() {
        cortex.close();
        emulator.close();
    }
}
