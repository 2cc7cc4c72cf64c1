package io.github.ecsmonitoring.e2e;

import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.e2e.OptionCombination.OptionValue;
import io.github.ecsmonitoring.task.AdotSidecar;
import io.github.ecsmonitoring.task.HostMonitoring;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/** Values of the daemon options that affect the collector's configuration. */
final class HostOptionValues {
    static final List<List<OptionValue<HostMonitoring.Builder>>> ALL = List.of(
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

    private HostOptionValues() {}

    private static OptionValue<HostMonitoring.Builder> value(
            String name, BiConsumer<HostMonitoring.Builder, Stack> apply) {
        return new OptionValue<>(name, apply);
    }
}
