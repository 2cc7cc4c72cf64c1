package io.github.ecsmonitoring.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.EcsMonitoring;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.StatsD;
import io.github.ecsmonitoring.adot.XRayTraces;
import io.github.ecsmonitoring.grafana.service.GrafanaService;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.task.definition.CallbackSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ecs.AddCapacityOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.TaskDefinition;

class CostSynthTest {
    private static App app(CostOptions options, ScrapeJob... jobs) {
        return app(options, builder -> builder, jobs);
    }

    private static App app(CostOptions options, UnaryOperator<EcsMonitoring.Builder> change, ScrapeJob... jobs) {
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
        EcsMonitoring.Builder builder = change.apply(EcsMonitoring.Builder.create(stack, "Monitoring"));
        (options == null ? builder : builder.cost(options)).build().monitor(task, jobs);
        return app;
    }

    /** A cluster with instances of this type, from this number on, that are monitored. */
    private static App hosts(String type, int minimum, Integer desired) {
        App app = Synth.app();
        Stack stack = new Stack(app, "Shop");
        Cluster cluster = new Cluster(stack, "Cluster");
        AddCapacityOptions.Builder capacity = AddCapacityOptions.builder()
                .instanceType(new InstanceType(type))
                .minCapacity(minimum)
                .maxCapacity(10);
        cluster.addCapacity("Capacity", (desired == null ? capacity : capacity.desiredCapacity(desired)).build());
        EcsMonitoring monitoring =
                EcsMonitoring.Builder.create(stack, "Monitoring").build();
        monitoring.monitorHosts(cluster);
        Ec2TaskDefinition agent = new Ec2TaskDefinition(stack, "Agent");
        agent.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/agent:1"))
                        .memoryReservationMiB(64)
                        .build());
        Ec2Service.Builder.create(stack, "Agents")
                .cluster(cluster)
                .taskDefinition(agent)
                .daemon(true)
                .build();
        monitoring.monitor(agent);
        return app;
    }

    private static JsonNode json(App app) throws IOException {
        app.synth();
        return Synth.JSON.readTree(file(app).toFile());
    }

    private static List<String> assumptions(App app) throws IOException {
        return StreamSupport.stream(json(app).get("assumptions").spliterator(), false)
                .map(JsonNode::asText)
                .filter(text -> text.startsWith("Shop/"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 3", "2,, 2"})
    void countsTheInstancesOfAClusterAndTheTasksOfADaemon(int minimum, Integer desired, int counted)
            throws IOException {
        JsonNode tasks = json(hosts("m7i.2xlarge", minimum, desired)).get("tasks");
        assertThat(tasks)
                .hasSize(2)
                .allSatisfy(task -> assertThat(task.get("tasks").asInt()).isEqualTo(counted));
        assertThat(tasks.get(1).get("path").asText()).isEqualTo("Shop/Cluster");
        assertThat(tasks.get(1).get("app")).isEmpty();
    }

    @Test
    void rejectsSeriesOfATaskThatIsNotMonitored() {
        assertThatThrownBy(() -> app(CostOptions.create().expectedAppSeries("Shop/Order", 400))
                        .synth())
                .hasMessageContaining(
                        "expectedAppSeries must have the paths of monitored task definitions, got Shop/Order: did you mean Shop/Orders?");
    }

    @Test
    void countsOneInstanceWhereScalingStartsFromNone() throws IOException {
        assertThat(assumptions(hosts("m7i.2xlarge", 0, null)))
                .containsExactly(
                        "Shop/Agent: 3 containers, 1 network interface",
                        "Shop/Cluster: 8 CPUs, 1 disk, 2 file systems, 4 network interfaces",
                        "Shop/Agent: the number of tasks is unknown and counted as 1",
                        "Shop/Cluster: the number of instances is unknown and counted as 1");
    }

    @Test
    void usesTheIntervalsOfTheAppsMetrics() throws IOException {
        App app = app(
                null,
                builder -> builder.scrapeInterval(Duration.seconds(60))
                        .feature(OtlpMetrics.create())
                        .feature(OtlpMetrics.create().expectedSeries(40, Duration.seconds(10)))
                        .feature(StatsD.create()
                                .aggregationInterval(Duration.seconds(20))
                                .expectedSeries(7))
                        .feature(XRayTraces.create()),
                ScrapeJob.of("orders", 8080).expectedSeries(150).interval(Duration.seconds(15)),
                ScrapeJob.of("admin", 8081));
        assertThat(json(app).get("tasks").get(0).get("app"))
                .hasToString("[{\"source\":\"scrape job orders\",\"series\":150,\"intervalSeconds\":15},"
                        + "{\"source\":\"scrape job admin\",\"series\":null,\"intervalSeconds\":60},"
                        + "{\"source\":\"OTLP\",\"series\":40,\"intervalSeconds\":10},"
                        + "{\"source\":\"StatsD\",\"series\":7,\"intervalSeconds\":20}]");
    }

    @Test
    void addsFiveSeriesForEachScrapeJob() throws IOException {
        int without = json(app(null)).get("tasks").get(0).get("series").asInt();
        App app = app(null, ScrapeJob.of("orders", 8080), ScrapeJob.of("admin", 8081));
        assertThat(json(app).get("tasks").get(0).get("series").asInt()).isEqualTo(without + 10);
    }

    @Test
    void storesSamplesForTheRetentionOfTheWorkspace() throws IOException {
        App app = Synth.app();
        Stack stack = new Stack(app, "Shop");
        TaskDefinition task = FargateTaskDefinition.Builder.create(stack, "Orders")
                .memoryLimitMiB(1024)
                .build();
        task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .build());
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .workspace(PrometheusWorkspace.Builder.create(stack, "Workspace")
                        .retentionDays(1095)
                        .build())
                .cost(CostOptions.create().expectedAppSeries("Shop/Orders", 100_000))
                .build()
                .monitor(task, ScrapeJob.of("orders", 8080));
        // 8.8 billion samples a month, of which 36 months are 590 GB.
        assertThat(json(app).get("costs").get(1))
                .hasToString("{\"item\":\"stored samples\",\"quantity\":\"588.52 GB, 10 GB free\",\"usd\":17.36,"
                        + "\"confirmed\":true}");
    }

    @Test
    void readsThousandsOfResourcesOfTheAppInOneCallback() {
        App app = Synth.app();
        Stack stack = new Stack(app, "Alarms");
        for (int alarm = 0; alarm < 3000; alarm++) {
            CfnAlarm.Builder.create(stack, "Alarm" + alarm)
                    .comparisonOperator("GreaterThanThreshold")
                    .evaluationPeriods(1)
                    .build();
        }
        CostRegistry registry = CostRegistry.of(app);
        List<Double> totals = new ArrayList<>();
        app.getNode().addValidation(() -> {
            totals.add(registry.cost(new CallbackSteps()::forEach).totalUsd());
            return List.of();
        });
        app.getNode().validate();
        assertThat(totals).containsExactly(0.0);
    }

    @Test
    void countsNoSeriesOfTraces() throws IOException {
        App app = app(null, builder -> builder.feature(XRayTraces.create()));
        assertThat(json(app).get("tasks").get(0).get("appSeries").asInt(-1)).isZero();
    }

    @Test
    void usesTheShortestIntervalForTheSeriesOfTheOptions() throws IOException {
        App app = app(
                CostOptions.create().expectedAppSeries("Shop/Orders", 900),
                builder -> builder,
                ScrapeJob.of("orders", 8080),
                ScrapeJob.of("admin", 8081).interval(Duration.seconds(10)));
        assertThat(json(app).get("tasks").get(0).get("app"))
                .hasToString("[{\"source\":\"expectedAppSeries\",\"series\":900,\"intervalSeconds\":10}]");
    }

    @ParameterizedTest
    @CsvSource({
        "false, 'CPU of Grafana=365 vCPU-hours=14.78, memory of Grafana=730 GB-hours=3.24, secret=2 secret-months=0.80, load balancer=730 ALB-hours=16.43'",
        "true, 'CPU of Grafana=365 vCPU-hours=11.82, memory of Grafana=730 GB-hours=2.60, secret=2 secret-months=0.80, load balancer=730 ALB-hours=16.43, public address=1460 address-hours=7.30'"
    })
    void pricesGrafanaOnFargate(boolean publicArm, String lines) throws IOException {
        App app = Synth.app();
        Stack stack = new Stack(app, "Shop");
        GrafanaService.Builder grafana = GrafanaService.Builder.create(stack, "Grafana")
                .vpc(Vpc.Builder.create(stack, "Vpc").maxAzs(2).build())
                .image(ContainerImage.fromRegistry("example/grafana:12"))
                .certificate(Certificate.fromCertificateArn(
                        stack, "Certificate", "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d"))
                .domainName("grafana.example.com");
        EcsMonitoring.Builder.create(stack, "Monitoring")
                .grafana(publicArm ? grafana.arm64().internetFacing(Peer.ipv4("203.0.113.0/24")) : grafana)
                .withoutAlerts()
                .build();
        String all = StreamSupport.stream(json(app).get("costs").spliterator(), false)
                .map(line -> line.get("item").asText() + "="
                        + line.get("quantity").asText() + "="
                        + String.format(Locale.ROOT, "%.2f", line.get("usd").asDouble()))
                .collect(Collectors.joining(", "));
        assertThat(all).contains(lines);
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
                        "{\"item\": \"Grafana editor\", \"quantity\": \"2 user-months\", \"usd\": 18.00, \"confirmed\": true}",
                        "{\"item\": \"Grafana viewer\", \"quantity\": \"3 user-months\", \"usd\": 15.00, \"confirmed\": true}");
    }

    @Test
    void failsOverTheLimitWithTheTableAndWritesNoFile() {
        App app = app(CostOptions.create().maxMonthlyUsd(5));
        assertThatThrownBy(app::synth)
                .hasMessageContaining("maxMonthlyUsd is 5.00")
                .hasMessageContaining("Shop/Orders: 3 fargate-task")
                .hasMessageContaining("Grafana editor       1 user-month");
        assertThat(file(app)).doesNotExist();
    }
}
