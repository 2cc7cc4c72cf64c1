package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.CollectorProgram;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.task.HostMonitoring;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;

@Tag("e2e")
@Timeout(900)
class OptionCombinationsTest {
    private static CollectorProgram collector;
    private static boolean hasXRay;

    @BeforeAll
    static void requirePrograms() throws Exception {
        Prerequisites.requireTasks();
        collector = Prerequisites.collector();
        hasXRay = collector.hasXRay();
        MeasurementLog.print(
                "%d configurations of tasks and %d of daemons for %s",
                tasks().size(), daemons().size(), collector.version());
    }

    static List<OptionCombination<TaskMonitoring.Builder>> tasks() {
        return OptionCombination.pairs(TaskOptionValues.ALL, TaskOptionValues::arePossible);
    }

    static List<OptionCombination<HostMonitoring.Builder>> daemons() {
        return OptionCombination.pairs(HostOptionValues.ALL);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void collectorAcceptsTheConfigurationOfATask(OptionCombination<TaskMonitoring.Builder> combination)
            throws Exception {
        Stack stack = Synth.stack();
        combination
                .applyTo(
                        TaskMonitoring.Builder.create(stack, "Monitoring").workspace(MonitoredStacks.workspace(stack)),
                        stack)
                .build();
        assertThat(rejection(stack)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("daemons")
    void collectorAcceptsTheConfigurationOfADaemon(OptionCombination<HostMonitoring.Builder> combination)
            throws Exception {
        Stack stack = Synth.stack();
        combination.applyTo(MonitoredStacks.daemon(stack), stack).build();
        assertThat(rejection(stack)).isEmpty();
    }

    private static String rejection(Stack stack) throws Exception {
        TemplateContainer container = TemplateContainer.of(stack, "adot");
        Map<String, String> environment =
                new TreeMap<>(new TemplateDifferences("http://127.0.0.1:9", hasXRay).collector(container, false));
        environment.putAll(TemplateDifferences.credentials());
        container.secrets().forEach(name -> environment.put(name, "secret"));
        return collector.rejection(environment.get("AOT_CONFIG_CONTENT"), environment, container.command());
    }
}
