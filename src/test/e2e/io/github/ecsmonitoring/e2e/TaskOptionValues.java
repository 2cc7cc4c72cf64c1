package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.adot.CloudWatchMetrics;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.StatsD;
import io.github.ecsmonitoring.adot.XRayTraces;
import io.github.ecsmonitoring.e2e.OptionCombination.OptionValue;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Values of the task options that affect the collector's configuration. */
final class TaskOptionValues {
    static final List<List<OptionValue<TaskMonitoring.Builder>>> ALL = List.of(
            List.of(
                    value(
                            "Fargate",
                            (monitoring, stack) -> monitoring.taskDefinition(
                                    withApps(FargateTaskDefinition.Builder.create(stack, "Task")
                                            .cpu(2048)
                                            .memoryLimitMiB(8192)
                                            .build()))),
                    value(
                            "EC2 AWS_VPC",
                            (monitoring, stack) -> monitoring.taskDefinition(ec2(stack, NetworkMode.AWS_VPC))),
                    value(
                            "EC2 BRIDGE",
                            (monitoring, stack) -> monitoring.taskDefinition(ec2(stack, NetworkMode.BRIDGE))),
                    value("EC2 HOST", (monitoring, stack) -> monitoring.taskDefinition(ec2(stack, NetworkMode.HOST))),
                    value(
                            "EC2 HOST, offset 99",
                            (monitoring, stack) -> monitoring
                                    .taskDefinition(ec2(stack, NetworkMode.HOST))
                                    .hostPortOffset(99))),
            List.of(
                    OptionValue.unset(),
                    value("profile FULL", (monitoring, stack) -> monitoring.profile(MetricProfile.FULL)),
                    value(
                            "profile plus",
                            (monitoring, stack) ->
                                    monitoring.profile(MetricProfile.ESSENTIAL.plus("node_vmstat_.*", "otelcol_.*")))),
            List.of(
                    OptionValue.unset(),
                    value("10 s", (monitoring, stack) -> monitoring.scrapeInterval(Duration.seconds(10))),
                    value("240 s", (monitoring, stack) -> monitoring.scrapeInterval(Duration.seconds(240)))),
            List.of(
                    OptionValue.unset(),
                    value(
                            "labels",
                            (monitoring, stack) -> monitoring.labels(
                                    Map.of("team", "$hop: \"a\" {b}", "environment", "${env:NOT_THIS}")))),
            List.of(
                    OptionValue.unset(),
                    value(
                            "page",
                            (monitoring, stack) -> monitoring.scrape(
                                    ScrapeJob.of("a", 8080).path("/a").interval(Duration.seconds(15)))),
                    value(
                            "https and token",
                            (monitoring, stack) -> monitoring.scrape(
                                    ScrapeJob.of("a", 8443).https().bearerToken(secret(stack)))),
                    value(
                            "user",
                            (monitoring, stack) -> monitoring.scrape(ScrapeJob.of("a.b-c", 8081)
                                    .basicAuth("pro$m", secret(stack))
                                    .sampleLimit(100)))),
            List.of(
                    OptionValue.unset(),
                    value("OTLP", (monitoring, stack) -> monitoring.feature(OtlpMetrics.create()))),
            List.of(
                    OptionValue.unset(),
                    value(
                            "StatsD",
                            (monitoring, stack) -> monitoring.feature(StatsD.create()
                                    .port(9125)
                                    .aggregationInterval(Duration.seconds(10))
                                    .percentiles(0, 99.9, 100)))),
            List.of(
                    OptionValue.unset(),
                    value("X-Ray", (monitoring, stack) -> monitoring.feature(XRayTraces.create()))),
            List.of(
                    OptionValue.unset(),
                    value("CloudWatch of OTLP", (monitoring, stack) -> monitoring.feature(CloudWatchMetrics.ofOtlp())),
                    value(
                            "CloudWatch of pages",
                            (monitoring, stack) -> monitoring.feature(CloudWatchMetrics.ofPages("orders_.*", "up"))),
                    value(
                            "CloudWatch of both",
                            (monitoring, stack) -> monitoring.feature(
                                    CloudWatchMetrics.ofOtlp(), CloudWatchMetrics.ofPages("orders_.*")))),
            List.of(
                    OptionValue.unset(),
                    value(
                            "192 MiB",
                            (monitoring, stack) -> monitoring.collector(AdotSidecar.Builder.create()
                                    .memoryLimitMiB(192)
                                    .build())),
                    value(
                            "2 GiB",
                            (monitoring, stack) -> monitoring.collector(AdotSidecar.Builder.create()
                                    .memoryLimitMiB(2048)
                                    .build()))),
            List.of(
                    OptionValue.unset(),
                    value(
                            "override",
                            (monitoring, stack) -> monitoring.configOverride(Map.of(
                                    "service", Map.of("telemetry", Map.of("logs", Map.of("level", "info"))))))));

    private TaskOptionValues() {}

    /**
     * In bridge mode a container that sends OTLP or StatsD is linked to the collector, and a link exposes the
     * collector's environment, so the library rejects scrape secrets there.
     */
    static boolean arePossible(OptionCombination<TaskMonitoring.Builder> combination) {
        return !(combination.containsAnyOf(Set.of("EC2 BRIDGE"))
                && combination.containsAnyOf(Set.of("https and token", "user"))
                && combination.containsAnyOf(
                        Set.of("OTLP", "StatsD", "X-Ray", "CloudWatch of OTLP", "CloudWatch of both")));
    }

    private static OptionValue<TaskMonitoring.Builder> value(
            String name, BiConsumer<TaskMonitoring.Builder, Stack> apply) {
        return new OptionValue<>(name, apply);
    }

    private static TaskDefinition ec2(Stack stack, NetworkMode network) {
        return withApps(Ec2TaskDefinition.Builder.create(stack, "Task")
                .networkMode(network)
                .build());
    }

    /** Adds two containers, since in bridge mode one cannot both be scraped and send OTLP. */
    private static TaskDefinition withApps(TaskDefinition task) {
        add(task, "web", 8080, 8443, 8081);
        add(task, "worker");
        return task;
    }

    private static void add(TaskDefinition task, String name, int... ports) {
        task.addContainer(
                name,
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("example/app:1"))
                        .memoryLimitMiB(256)
                        .portMappings(Arrays.stream(ports)
                                .mapToObj(port -> PortMapping.builder()
                                        .containerPort(port)
                                        .build())
                                .toList())
                        .build());
    }

    private static Secret secret(Stack stack) {
        return Secret.fromSecretsManager(
                software.amazon.awscdk.services.secretsmanager.Secret.fromSecretNameV2(stack, "Token", "token"));
    }
}
