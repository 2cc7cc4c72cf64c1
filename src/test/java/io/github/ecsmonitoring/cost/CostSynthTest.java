package io.github.ecsmonitoring.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.ScrapeJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;

class CostSynthTest {
    private static App app(CostOptions options, ScrapeJob... jobs) {
        // As users synthesize: an error of a construct is an exception.
        App app = Synth.app(Map.of("@aws-cdk/core:failSynthOnValidationErrors", true));
        Stack stack = new Stack(app, "Shop");
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
                .cpu(512)
                .memoryLimitMiB(1024)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .memoryReservationMiB(512)
                        .build());
        FargateService.Builder.create(stack, "Service")
                .cluster(Cluster.Builder.create(stack, "Cluster")
                        .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build())
                        .build())
                .taskDefinition(task)
                .desiredCount(3)
                .minHealthyPercent(100)
                .build();
        EcsMonitoring.Builder builder = EcsMonitoring.Builder.create(stack, "Monitoring");
        (options == null ? builder : builder.cost(options)).build().monitor(task, jobs);
        return app;
    }

    private static Path file(App app) {
        return Path.of(app.getOutdir(), "monitoring-cost.json");
    }

    @Test
    void writesTheCostOfEachTaskBesideTheTemplates() throws Exception {
        App app = app(null, ScrapeJob.of("orders", 8080).expectedSeries(150));
        app.synth();
        JsonNode task = Synth.JSON.readTree(file(app).toFile()).get("tasks").get(0);
        assertThat(task.get("path").asText()).isEqualTo("Shop/Orders");
        assertThat(task.get("target").asText()).isEqualTo("fargate-task");
        assertThat(task.get("tasks").asInt()).isEqualTo(3);
        assertThat(task.get("appSeries").asInt()).isEqualTo(150);
        assertThat(task.get("series").asInt()).isBetween(120, 260);
        assertThat(task.get("sidecarsUsd").asDouble()).isEqualTo(2.13);
    }

    @Test
    void writesNullForAnAppWhoseSeriesAreUnknown() throws Exception {
        App app = app(null, ScrapeJob.of("orders", 8080));
        app.synth();
        assertThat(Synth.JSON
                        .readTree(file(app).toFile())
                        .get("tasks")
                        .get(0)
                        .get("appSeries")
                        .isNull())
                .isTrue();
    }

    @Test
    void takesTheSeriesOfTheOptionsFirst() throws Exception {
        App app = app(CostOptions.create().expectedAppSeries("Shop/Orders", 900), ScrapeJob.of("orders", 8080));
        app.synth();
        assertThat(Files.readString(file(app))).contains("\"appSeries\": 900");
    }

    @Test
    void countsTheUsersOfGrafana() throws Exception {
        App app = app(CostOptions.create().grafanaUsers(2, 3));
        app.synth();
        assertThat(Files.readString(file(app)))
                .contains(
                        "{\"item\": \"grafana editor\", \"quantity\": \"2 user-months\", \"usd\": 18.00}",
                        "{\"item\": \"grafana viewer\", \"quantity\": \"3 user-months\", \"usd\": 15.00}");
    }

    @Test
    void failsOverTheLimitWithTheTableAndWritesNoFile() {
        App app = app(CostOptions.create().maxMonthlyUsd(5));
        assertThatThrownBy(app::synth)
                .hasMessageContaining("maxMonthlyUsd is 5.00")
                .hasMessageContaining("Shop/Orders: 3 fargate-task")
                .hasMessageContaining("grafana editor       1 user-month");
        assertThat(file(app)).doesNotExist();
    }
}
