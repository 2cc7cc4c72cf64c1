package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.e2e.Choices.Choice;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.HostMonitoring;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/** The options of an instance's daemon that change the collector's configuration. */
final class HostOptions {
    static final List<List<Choice<HostMonitoring.Builder>>> ALL = List.of(
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

    private HostOptions() {}

    private static Choice<HostMonitoring.Builder> choice(String name, BiConsumer<HostMonitoring.Builder, Stack> apply) {
        return new Choice<>(name, apply);
    }
}
