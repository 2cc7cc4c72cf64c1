package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.adot.CloudWatchMetrics;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.OtlpMetrics;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.adot.XRayTraces;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * One choice for each option that changes the collector's configuration.
 *
 * @param network of the task
 * @param choices of the rest
 */
record Choices(NetworkMode network, List<Choice> choices) {
    private static final List<NetworkMode> NETWORKS = List.of(NetworkMode.AWS_VPC, NetworkMode.BRIDGE, NetworkMode.HOST);
    private static final Choice DEFAULT = new Choice("default", (monitoring, secret) -> { });
    private static final List<List<Choice>> OPTIONS = List.of(
        List.of(DEFAULT,
            new Choice("profile FULL", (monitoring, secret) -> monitoring.profile(MetricProfile.FULL)),
            new Choice("profile plus", (monitoring, secret) -> monitoring.profile(MetricProfile.ESSENTIAL.plus("node_vmstat_.*", "otelcol_.*")))),
        List.of(DEFAULT,
            new Choice("10 s", (monitoring, secret) -> monitoring.scrapeInterval(Duration.seconds(10))),
            new Choice("240 s", (monitoring, secret) -> monitoring.scrapeInterval(Duration.seconds(240)))),
        List.of(DEFAULT,
            new Choice("labels", (monitoring, secret) -> monitoring.labels(Map.of("team", "$hop: \"a\" {b}", "environment", "${env:NOT_THIS}")))),
        List.of(DEFAULT,
            new Choice("page", (monitoring, secret) -> monitoring.scrape(ScrapeJob.of("a", 8080).path("/a").interval(Duration.seconds(15)))),
            new Choice("https and token", (monitoring, secret) -> monitoring.scrape(ScrapeJob.of("a", 8443).https().bearerToken(secret))),
            new Choice("user", (monitoring, secret) -> monitoring.scrape(ScrapeJob.of("a.b-c", 8081).basicAuth("pro$m", secret).sampleLimit(100)))),
        List.of(DEFAULT, new Choice("OTLP", (monitoring, secret) -> monitoring.feature(OtlpMetrics.create()))),
        List.of(DEFAULT, new Choice("X-Ray", (monitoring, secret) -> monitoring.feature(XRayTraces.create()))),
        List.of(DEFAULT,
            new Choice("CloudWatch of OTLP", (monitoring, secret) -> monitoring.feature(CloudWatchMetrics.ofOtlp())),
            new Choice("CloudWatch of pages", (monitoring, secret) -> monitoring.feature(CloudWatchMetrics.ofPages("orders_.*", "up"))),
            new Choice("CloudWatch of both", (monitoring, secret) ->
                monitoring.feature(CloudWatchMetrics.ofOtlp(), CloudWatchMetrics.ofPages("orders_.*")))),
        List.of(DEFAULT,
            new Choice("192 MiB", (monitoring, secret) -> monitoring.collector(AdotSidecar.Builder.create().memoryLimitMiB(192).build())),
            new Choice("2 GiB", (monitoring, secret) -> monitoring.collector(AdotSidecar.Builder.create().memoryLimitMiB(2048).build()))),
        List.of(DEFAULT, new Choice("override", (monitoring, secret) ->
            monitoring.configOverride(Map.of("service", Map.of("telemetry", Map.of("logs", Map.of("level", "info"))))))));

    private record Choice(String name, BiConsumer<TaskMonitoring.Builder, Secret> apply) { }

    /** Few of them, in which any two choices of different options meet. */
    static List<Choices> pairs() {
        int[] counts = new int[OPTIONS.size() + 1];
        for (int option = 0; option < OPTIONS.size(); option++) {
            counts[option] = OPTIONS.get(option).size();
        }
        counts[OPTIONS.size()] = NETWORKS.size();
        List<Choices> all = new ArrayList<>();
        for (int[] row : Pairs.cover(counts)) {
            List<Choice> choices = new ArrayList<>();
            for (int option = 0; option < OPTIONS.size(); option++) {
                choices.add(OPTIONS.get(option).get(row[option]));
            }
            all.add(new Choices(NETWORKS.get(row[OPTIONS.size()]), choices));
        }
        return Collections.unmodifiableList(all);
    }

    void applyTo(TaskMonitoring.Builder monitoring, Secret secret) {
        choices.forEach(choice -> choice.apply.accept(monitoring, secret));
    }

    @Override
    public String toString() {
        return network + choices.stream().filter(choice -> choice != DEFAULT).map(choice -> ", " + choice.name).collect(Collectors.joining());
    }
}
