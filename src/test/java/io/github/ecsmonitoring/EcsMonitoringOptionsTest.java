package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.PipelineFeature;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.grafana.GrafanaWorkspace;
import io.github.ecsmonitoring.images.ImageSource;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.NodeExporterSidecar;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDrivers;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/** Options that apply to all tasks of an EcsMonitoring. */
class EcsMonitoringOptionsTest {
    private final Stack stack = Synth.stack();

    private EcsMonitoring.Builder monitoring() {
        return EcsMonitoring.Builder.create(stack, "Monitoring");
    }

    private static TaskDefinition task(Stack stack, String id) {
        TaskDefinition task = FargateTaskDefinition.Builder.create(stack, id)
                .cpu(256)
                .memoryLimitMiB(512)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build());
        return task;
    }

    @Test
    void appliesConfigurationToEachTask() {
        EcsMonitoring monitoring = monitoring()
                .withoutGrafana()
                .scrapeInterval(Duration.seconds(60))
                .labels(Map.of("environment", "test"))
                .build();
        monitoring.monitor(task(stack, "Orders"), ScrapeJob.of("orders", 8080));
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
                .contains("scrape_interval: 60s", "environment: test", "job_name: orders");
    }

    @Test
    void appliesProfileFeaturesAndOverridesToEachTask() {
        EcsMonitoring monitoring = monitoring()
                .withoutGrafana()
                .profile(MetricProfile.FULL)
                .feature(OtlpMetrics.create())
                .configOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "info")))))
                .build();
        monitoring.monitor(task(stack, "Orders"));
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
                .contains("endpoint: \"127.0.0.1:4317\"", "level: info", "regex: target_info")
                .doesNotContain("action: keep");
    }

    @Test
    void rejectsAnInvalidOverrideImmediately() {
        EcsMonitoring.Builder monitoring = monitoring();
        assertThatThrownBy(() -> monitoring.configOverride(Map.of("service", new Object[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "configOverride at service must consist of maps, lists, text, numbers and booleans, got Object[]");
    }

    @Test
    void rejectsGrafanaTogetherWithWithoutGrafana() {
        EcsMonitoring.Builder builder = monitoring()
                .grafana(GrafanaWorkspace.Builder.create(stack, "Own").build())
                .withoutGrafana();
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("grafana(...) and withoutGrafana() exclude each other: set one of them");
    }

    @Test
    void rejectsAnInvalidIntervalImmediately() {
        EcsMonitoring.Builder builder = monitoring();
        assertThatThrownBy(() -> builder.scrapeInterval(Duration.seconds(5)))
                .hasMessage("scrape interval must be 10 to 240 whole seconds, got 5 s");
    }

    @Test
    void appliesSidecarsToEachTask() {
        monitoring()
                .withoutGrafana()
                .collector(AdotSidecar.Builder.create().memoryLimitMiB(300).build())
                .exporter(
                        NodeExporterSidecar.Builder.create().memoryLimitMiB(200).build())
                .build()
                .monitor(task(stack, "Orders"));
        assertThat(Synth.container(stack, "adot")).containsEntry("Memory", 300);
        assertThat(Synth.container(stack, "node-exporter")).containsEntry("Memory", 200);
    }

    @Test
    void appliesImagesUpsizeAndLoggingToEachTaskAndInstance() {
        EcsMonitoring monitoring = monitoring()
                .withoutGrafana()
                .images(ImageSource.registry("registry.example.com"))
                .upsize()
                .logging(LogDrivers.syslog())
                .build();
        TaskDefinition task = task(stack, "Orders");
        task.addContainer(
                "worker",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .memoryReservationMiB(400)
                        .build());
        monitoring.monitor(task);
        monitoring.monitorHosts(Cluster.Builder.create(stack, "Cluster")
                .vpc(new Vpc(stack, "Vpc"))
                .build());
        Template.fromStack(stack).resourceCountIs("AWS::Logs::LogGroup", 1);
        String tasks = Template.fromStack(stack)
                .findResources("AWS::ECS::TaskDefinition")
                .values()
                .toString();
        assertThat(tasks)
                .contains("Cpu=256", "Memory=1024")
                .doesNotContain("public.ecr.aws")
                .doesNotContain("awslogs");
        assertThat(tasks.split("registry.example.com/aws-otel-collector", -1)).hasSize(3);
        assertThat(tasks.split("registry.example.com/node-exporter", -1)).hasSize(3);
    }

    @Test
    void appliesLogRetention() {
        monitoring().withoutGrafana().logRetention(RetentionDays.ONE_WEEK).build();
        Template.fromStack(stack).allResourcesProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 7));
    }

    @Test
    void rejectsALogGroupTogetherWithADriver() {
        EcsMonitoring.Builder builder = monitoring()
                .logGroup(LogGroup.fromLogGroupName(stack, "Logs", "given"))
                .logging(LogDrivers.syslog());
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("logGroup(...) and logging(...) exclude each other: set one of them");
    }

    @Test
    void isIndependentOfItsBuilder() {
        EcsMonitoring.Builder builder = monitoring().withoutGrafana().labels(Map.of("environment", "test"));
        EcsMonitoring monitoring = builder.build();
        builder.labels(Map.of("team", "shop"));
        monitoring.monitor(task(stack, "Orders"));
        assertThat(Synth.container(stack, "adot").get("Environment").toString())
                .contains("environment: test")
                .doesNotContain("team: shop");
    }

    @Test
    void namesTheArgumentThatIsNull() {
        EcsMonitoring.Builder builder = monitoring();
        assertThatThrownBy(() -> builder.feature((PipelineFeature) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("feature");
        assertThatThrownBy(() -> builder.scrapeInterval(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("interval");
        assertThatThrownBy(() -> builder.profile(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("profile");
        assertThatThrownBy(() -> builder.workspace(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("workspace");
        assertThatThrownBy(() -> builder.images(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("images");
        EcsMonitoring monitoring = builder.withoutGrafana().build();
        assertThatThrownBy(() -> monitoring.monitor(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("taskDefinition");
        assertThatThrownBy(() -> monitoring.monitor(task(stack, "Orders"), (ScrapeJob) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("job");
        assertThatThrownBy(() -> monitoring.monitorAll(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("scope");
        assertThatThrownBy(() -> monitoring.monitorHosts(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cluster");
        assertThatThrownBy(() -> monitoring.exclude(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("construct");
    }

    @Test
    void appliesAppDependsOnCollectorToEachTask() {
        monitoring().withoutGrafana().appDependsOnCollector(false).build().monitor(task(stack, "Orders"));
        assertThat(Synth.container(stack, "app").get("DependsOn")).isNull();
    }

    @Test
    void rejectsInvalidLabelsImmediately() {
        EcsMonitoring.Builder builder = monitoring();
        assertThatThrownBy(() -> builder.labels(Map.of("job", "x")))
                .hasMessage("label job is set by the library: choose another name");
        assertThatThrownBy(() -> builder.labels(null)).hasMessage("labels must be a map of names and values, got null");
    }
}
