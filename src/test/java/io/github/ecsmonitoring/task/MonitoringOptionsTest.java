package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.CollectorOptions;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.images.ImageSource;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

class MonitoringOptionsTest {
    private static final Set<Class<?>> NESTED = Set.of(CollectorOptions.class, SidecarOptions.class, LogOptions.class);

    private final TaskFixture fixture = new TaskFixture();

    private TaskMonitoring.Builder withEveryOption() {
        return fixture.monitoring()
                .scrapeInterval(Duration.seconds(60))
                .labels(Map.of("team", "shop"))
                .profile(MetricProfile.FULL)
                .feature(OtlpMetrics.create())
                .configOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "info")))))
                .logGroup(LogGroup.fromLogGroupName(fixture.stack, "Given", "given"))
                .logging(LogDrivers.syslog())
                .logRetention(RetentionDays.ONE_WEEK)
                .images(ImageSource.registry("registry.example.com"))
                .collector(AdotSidecar.Builder.create().memoryLimitMiB(300).build())
                .exporter(
                        NodeExporterSidecar.Builder.create().memoryLimitMiB(200).build())
                .grantPermissions(false)
                .appDependsOnCollector(false)
                .upsize();
    }

    /** The components of a record and of the records that it contains. */
    private static Map<String, Object> components(Record options) throws ReflectiveOperationException {
        Map<String, Object> components = new TreeMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(options);
            if (NESTED.contains(component.getType())) {
                components.putAll(components((Record) value));
            } else {
                components.put(component.getName(), value);
            }
        }
        return components;
    }

    @Test
    void optionsOfCopiesEveryOption() throws ReflectiveOperationException {
        Map<String, Object> defaults = components(MonitoringOptions.DEFAULTS);
        TaskMonitoring.Builder builder = withEveryOption();
        assertThat(components(builder.options()))
                .as("an option that withEveryOption() does not set")
                .allSatisfy((name, value) -> assertThat(value).as(name).isNotEqualTo(defaults.get(name)));
        TaskMonitoring.Builder copy =
                TaskMonitoring.Builder.create(fixture.stack, "Copy").optionsOf(builder);
        assertThat(copy.options()).isEqualTo(builder.options());
    }

    @Test
    void optionsOfForHostsExcludesFeaturesAndOverrides() throws ReflectiveOperationException {
        Map<String, Object> host = components(HostMonitoring.Builder.create(fixture.stack, "Hosts")
                .optionsOf(withEveryOption())
                .options());
        assertThat(host.get("labels")).isEqualTo(Map.of("team", "shop"));
        assertThat(host.get("grantPermissions")).isEqualTo(false);
        assertThat(host.get("features")).asList().isEmpty();
        assertThat(host.get("overrides")).asList().isEmpty();
    }

    @Test
    void laterCallsReplaceCopiedOptionsAndAddLabels() {
        TaskFixture.addApp(fixture.task, "app");
        TaskMonitoring.Builder shared =
                fixture.monitoring().scrapeInterval(Duration.seconds(60)).labels(Map.of("team", "shop"));
        TaskMonitoring.Builder own = TaskMonitoring.Builder.create(fixture.stack, "Own")
                .optionsOf(shared)
                .taskDefinition(fixture.task)
                .scrapeInterval(Duration.seconds(20))
                .labels(Map.of("environment", "test"));
        shared.labels(Map.of("late", "x"));
        own.build();
        assertThat(Synth.container(fixture.stack, "adot").get("Environment").toString())
                .contains("scrape_interval: 20s", "environment: test\n", "team: shop\n")
                .doesNotContain("late");
    }
}
