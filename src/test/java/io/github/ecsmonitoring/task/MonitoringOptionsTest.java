package io.github.ecsmonitoring.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.images.ImageSource;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

class MonitoringOptionsTest {
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

    /** The fields of a builder that hold options, and of the options of logs. */
    private static Map<String, Object> options(Object builder, Class<?>... types) throws IllegalAccessException {
        Map<String, Object> options = new TreeMap<>();
        for (Class<?> type : types) {
            for (Field field : type.getDeclaredFields()) {
                field.setAccessible(true);
                Object value = field.get(builder);
                if (value instanceof SidecarLogs.Options) {
                    options.putAll(options(value, SidecarLogs.Options.class));
                } else {
                    options.put(type.getSimpleName() + "." + field.getName(), value);
                }
            }
        }
        return options;
    }

    @Test
    void eachOneIsCopiedAlsoTheOneThatIsAddedNext() throws IllegalAccessException {
        Map<String, Object> fresh = options(
                TaskMonitoring.Builder.create(fixture.stack, "Fresh"), MonitoringOptions.class, TaskOptions.class);
        TaskMonitoring.Builder builder = withEveryOption();
        Map<String, Object> given = options(builder, MonitoringOptions.class, TaskOptions.class);
        assertThat(given)
                .as("an option that withEveryOption() lacks")
                .allSatisfy((name, value) -> assertThat(value).as(name).isNotEqualTo(fresh.get(name)));
        TaskMonitoring.Builder copy =
                TaskMonitoring.Builder.create(fixture.stack, "Copy").optionsOf(builder);
        assertThat(options(copy, MonitoringOptions.class, TaskOptions.class)).isEqualTo(given);
    }

    @Test
    void whatIsSaidAfterwardsTakesThePlaceOfACopiedOneOrIsAdded() {
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
