package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;

/** Any two choices that a user can make together give a configuration that the collector takes. */
@Tag("e2e")
@Timeout(900)
class ConfigurationsTest {
    private static final Parts.Result ACCEPTED = new Parts.Result(0, "");
    private static boolean adot;

    @BeforeAll
    static void requireParts() {
        Parts.require();
        adot = Parts.isAdot();
        Figures.say(
                "%d configurations of tasks and %d of daemons for %s",
                ofTasks().size(), ofDaemons().size(), Parts.collectorVersion());
    }

    static List<Choices<TaskMonitoring.Builder>> ofTasks() {
        return Choices.pairs(TaskOptions.ALL, TaskOptions::arePossible);
    }

    static List<Choices<HostMonitoring.Builder>> ofDaemons() {
        return Choices.pairs(HostOptions.ALL);
    }

    @ParameterizedTest
    @MethodSource("ofTasks")
    void theCollectorTakesTheConfigurationOfATask(Choices<TaskMonitoring.Builder> choices) {
        Stack stack = Synth.stack();
        choices.applyTo(TaskMonitoring.Builder.create(stack, "Monitoring").workspace(Stacks.workspace(stack)), stack)
                .build();
        assertThat(validate(stack)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("ofDaemons")
    void theCollectorTakesTheConfigurationOfADaemon(Choices<HostMonitoring.Builder> choices) {
        Stack stack = Synth.stack();
        choices.applyTo(Stacks.daemon(stack), stack).build();
        assertThat(validate(stack)).isEqualTo(ACCEPTED);
    }

    private static Parts.Result validate(Stack stack) {
        TemplateContainer container = TemplateContainer.of(stack, "adot");
        Map<String, String> environment =
                new TreeMap<>(new Differences("http://127.0.0.1:9", adot).collector(container, false));
        environment.putAll(Differences.credentials());
        container.secrets().forEach(name -> environment.put(name, "secret"));
        Stream<String> command = Stream.concat(
                Stream.of(Parts.collector().toString(), "validate", Differences.CONFIG), container.command().stream());
        return Parts.run(environment, command.toArray(String[]::new));
    }
}
