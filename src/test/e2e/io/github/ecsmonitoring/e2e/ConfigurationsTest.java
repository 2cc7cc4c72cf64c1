package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.Arrays;
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
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Any two choices that a user can make together give a configuration that the collector takes. */
@Tag("e2e")
@Timeout(900)
class ConfigurationsTest {
    private static boolean adot;

    @BeforeAll
    static void requireParts() {
        Parts.require();
        adot = Parts.isAdot();
        Figures.say("%d configurations for %s", Choices.pairs().size(), Parts.collectorVersion());
    }

    static List<Choices> pairs() {
        return Choices.pairs();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theCollectorTakesTheConfiguration(Choices choices) {
        TemplateContainer container = TemplateContainer.of(stack(choices), "adot");
        Map<String, String> environment = new TreeMap<>(new Differences("http://127.0.0.1:9", adot).collector(container, false));
        environment.putAll(Differences.credentials());
        container.secrets().forEach(name -> environment.put(name, "secret"));
        Stream<String> command = Stream.concat(Stream.of(Parts.collector().toString(), "validate", Differences.CONFIG), container.command().stream());
        assertThat(Parts.run(environment, command.toArray(String[]::new))).isEqualTo(new Parts.Result(0, ""));
    }

    private static Stack stack(Choices choices) {
        Stack stack = Synth.stack();
        TaskDefinition task = Ec2TaskDefinition.Builder.create(stack, "Task").networkMode(choices.network()).build();
        // Two, since in bridge mode one cannot both be scraped and send by OTLP.
        add(task, "web", 8080, 8443, 8081);
        add(task, "worker");
        TaskMonitoring.Builder monitoring = TaskMonitoring.Builder.create(stack, "Monitoring")
            .taskDefinition(task).workspace(Stacks.workspace(stack));
        choices.applyTo(monitoring, Secret.fromSecretsManager(
            software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(stack, "Token", "token")));
        monitoring.build();
        return stack;
    }

    private static void add(TaskDefinition task, String name, int... ports) {
        task.addContainer(name, ContainerDefinitionOptions.builder()
            .image(ContainerImage.fromRegistry("example/app:1"))
            .memoryLimitMiB(256)
            .portMappings(Arrays.stream(ports).mapToObj(port -> PortMapping.builder().containerPort(port).build()).toList())
            .build());
    }
}
