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

@Tag("e2e")
@Timeout(900)
class OptionCombinationsTest {
    private static final CommandResult ACCEPTED = new CommandResult(0, "");
    private static boolean adot;

    @BeforeAll
    static void requirePrograms() {
        Prerequisites.require();
        adot = Prerequisites.isAdot();
        MeasurementLog.print(
                "%d configurations of tasks and %d of daemons for %s",
                tasks().size(), daemons().size(), Prerequisites.collectorVersion());
    }

    static List<OptionCombination<TaskMonitoring.Builder>> tasks() {
        return OptionCombination.pairs(TaskOptionValues.ALL, TaskOptionValues::arePossible);
    }

    static List<OptionCombination<HostMonitoring.Builder>> daemons() {
        return OptionCombination.pairs(HostOptionValues.ALL);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void collectorAcceptsTheConfigurationOfATask(OptionCombination<TaskMonitoring.Builder> combination) {
        Stack stack = Synth.stack();
        combination
                .applyTo(
                        TaskMonitoring.Builder.create(stack, "Monitoring").workspace(MonitoredStacks.workspace(stack)),
                        stack)
                .build();
        assertThat(validate(stack)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @MethodSource("daemons")
    void collectorAcceptsTheConfigurationOfADaemon(OptionCombination<HostMonitoring.Builder> combination) {
        Stack stack = Synth.stack();
        combination.applyTo(MonitoredStacks.daemon(stack), stack).build();
        assertThat(validate(stack)).isEqualTo(ACCEPTED);
    }

    private static CommandResult validate(Stack stack) {
        TemplateContainer container = TemplateContainer.of(stack, "adot");
        Map<String, String> environment =
                new TreeMap<>(new TemplateDifferences("http://127.0.0.1:9", adot).collector(container, false));
        environment.putAll(TemplateDifferences.credentials());
        container.secrets().forEach(name -> environment.put(name, "secret"));
        Stream<String> command = Stream.concat(
                Stream.of(Prerequisites.collector().toString(), "validate", TemplateDifferences.CONFIG),
                container.command().stream());
        return CommandResult.of(environment, command.toArray(String[]::new));
    }
}
