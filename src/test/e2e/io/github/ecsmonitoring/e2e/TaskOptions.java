package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.adot.CloudWatchMetrics;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.XRayTraces;
import io.github.ecsmonitoring.e2e.Choices.Choice;
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

/** The options of a task that change the collector's configuration, and where the task runs. */
final class TaskOptions {
    static final List<List<Choice<TaskMonitoring.Builder>>> ALL = List.of(
            List.of(
                    choice(
                            "Fargate",
                            (monitoring, stack) -> monitoring.taskDefinition(
                                    withApps(FargateTaskDefinition.Builder.create(stack, "Task")
                                            .cpu(2048)
                                            .memoryLimitMiB(8192)
                                            .build()))),
                    choice(
                            "EC2 AWS_VPC",
                            (monitoring, stack) -> monitoring.taskDefinition(ec2(stack, NetworkMode.AWS_VPC))),
                    choice(
                            "EC2 BRIDGE",
                            (monitoring, stack) -> monitoring.taskDefinition(ec2(stack, NetworkMode.BRIDGE))),
                    choice("EC2 HOST", (monitoring, stack) -> monitoring.taskDefinition(ec2(stack, NetworkMode.HOST))),
                    choice(
                            "EC2 HOST, offset 99",
                            (monitoring, stack) -> monitoring
                                    .taskDefinition(ec2(stack, NetworkMode.HOST))
                                    .hostPortOffset(99))),
            List.of(
                    Choice.none(),
                    choice("profile FULL", (monitoring, stack) -> monitoring.profile(MetricProfile.FULL)),
                    choice(
                            "profile plus",
                            (monitoring, stack) ->
                                    monitoring.profile(MetricProfile.ESSENTIAL.plus("node_vmstat_.*", "otelcol_.*")))),
            List.of(
                    Choice.none(),
                    choice("10 s", (monitoring, stack) -> monitoring.scrapeInterval(Duration.seconds(10))),
                    choice("240 s", (monitoring, stack) -> monitoring.scrapeInterval(Duration.seconds(240)))),
            List.of(
                    Choice.none(),
                    choice(
                            "labels",
                            (monitoring, stack) -> monitoring.labels(
                                    Map.of("team", "$hop: \"a\" {b}", "environment", "${env:NOT_THIS}")))),
            List.of(
                    Choice.none(),
                    choice(
                            "page",
                            (monitoring, stack) -> monitoring.scrape(
                                    ScrapeJob.of("a", 8080).path("/a").interval(Duration.seconds(15)))),
                    choice(
                            "https and token",
                            (monitoring, stack) -> monitoring.scrape(
                                    ScrapeJob.of("a", 8443).https().bearerToken(secret(stack)))),
                    choice(
                            "user",
                            (monitoring, stack) -> monitoring.scrape(ScrapeJob.of("a.b-c", 8081)
                                    .basicAuth("pro$m", secret(stack))
                                    .sampleLimit(100)))),
            List.of(Choice.none(), choice("OTLP", (monitoring, stack) -> monitoring.feature(OtlpMetrics.create()))),
            List.of(Choice.none(), choice("X-Ray", (monitoring, stack) -> monitoring.feature(XRayTraces.create()))),
            List.of(
                    Choice.none(),
                    choice("CloudWatch of OTLP", (monitoring, stack) -> monitoring.feature(CloudWatchMetrics.ofOtlp())),
                    choice(
                            "CloudWatch of pages",
                            (monitoring, stack) -> monitoring.feature(CloudWatchMetrics.ofPages("orders_.*", "up"))),
                    choice(
                            "CloudWatch of both",
                            (monitoring, stack) -> monitoring.feature(
                                    CloudWatchMetrics.ofOtlp(), CloudWatchMetrics.ofPages("orders_.*")))),
            List.of(
                    Choice.none(),
                    choice(
                            "192 MiB",
                            (monitoring, stack) -> monitoring.collector(AdotSidecar.Builder.create()
                                    .memoryLimitMiB(192)
                                    .build())),
                    choice(
                            "2 GiB",
                            (monitoring, stack) -> monitoring.collector(AdotSidecar.Builder.create()
                                    .memoryLimitMiB(2048)
                                    .build()))),
            List.of(
                    Choice.none(),
                    choice(
                            "override",
                            (monitoring, stack) -> monitoring.configOverride(Map.of(
                                    "service", Map.of("telemetry", Map.of("logs", Map.of("level", "info"))))))));

    private TaskOptions() {}

    /**
     * In bridge mode an app that sends is linked to the collector, and a link would hand it the secrets of pages: an
     * error.
     */
    static boolean arePossible(Choices<TaskMonitoring.Builder> choices) {
        return !(choices.hasOneOf(Set.of("EC2 BRIDGE"))
                && choices.hasOneOf(Set.of("https and token", "user"))
                && choices.hasOneOf(Set.of("OTLP", "X-Ray", "CloudWatch of OTLP", "CloudWatch of both")));
    }

    private static Choice<TaskMonitoring.Builder> choice(String name, BiConsumer<TaskMonitoring.Builder, Stack> apply) {
        return new Choice<>(name, apply);
    }

    private static TaskDefinition ec2(Stack stack, NetworkMode network) {
        return withApps(Ec2TaskDefinition.Builder.create(stack, "Task")
                .networkMode(network)
                .build());
    }

    /** Two, since in bridge mode one cannot both be scraped and send by OTLP. */
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
