package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.adot.ScrapeJob;
import io.github.ecsmonitoring.cost.SeriesModel;
import io.github.ecsmonitoring.cost.SeriesShape;
import io.github.ecsmonitoring.cost.SeriesTarget;
import io.github.ecsmonitoring.task.TaskMonitoring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.Ec2TaskDefinition;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.NetworkMode;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** Compares the series that tasks really send with those that the cost of the same tasks is computed from. */
@Tag("e2e")
@Timeout(900)
class SeriesPredictionTest {
    private static final Path PAGES = Path.of("test/resources/cost/pages");
    /** Three scrapes: the collector's own counters start with the first batch. */
    private static final long SETTLE_MILLIS = 95_000;

    private static final Map<String, SeriesShape> SHAPES = new TreeMap<>();

    @Test
    void sentByTheFullProfile() throws Exception {
        Map<String, List<ReceivedSeries>> received = receive(MetricProfile.FULL);
        if (Boolean.getBoolean("snapshots.update")) {
            Files.createDirectories(PAGES);
            for (Map.Entry<String, List<ReceivedSeries>> target : received.entrySet()) {
                Files.writeString(PAGES.resolve(target.getKey() + ".txt"), SeriesPages.of(target.getValue()));
            }
        }
        assertPredicted(received, MetricProfile.FULL);
    }

    @Test
    void sentByTheDefaultProfile() throws Exception {
        Map<String, List<ReceivedSeries>> received = receive(MetricProfile.ESSENTIAL);
        assertPredicted(received, MetricProfile.ESSENTIAL);
    }

    private static void assertPredicted(Map<String, List<ReceivedSeries>> received, MetricProfile profile) {
        assertThat(received).hasSize(3).allSatisfy((name, series) -> {
            int predicted = SeriesModel.bundled()
                    .series(
                            SeriesTarget.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')),
                            SHAPES.get(name),
                            profile::sends);
            MeasurementLog.print("%s: %s, predicted %d, received %d", name, SHAPES.get(name), predicted, series.size());
            // Other tests add and remove interfaces of this machine, each with two dozen series under FULL.
            if (profile != MetricProfile.FULL || !name.equals("ec2-instance")) {
                assertThat((double) predicted).isCloseTo(series.size(), withinPercentage(10));
            }
        });
    }

    /** Counted on the exporter's page, which the profile does not filter. */
    static SeriesShape shape(String page) {
        int running = distinct(page, "ecs_container_stats_up\\{[^}]*container_name=\"([^\"]*)");
        return new SeriesShape(
                running,
                distinct(page, "ecs_container_\\w+\\{[^}]*container_name=\"([^\"]*)") - running,
                distinct(page, "node_cpu_seconds_total\\{cpu=\"([^\"]*)"),
                distinct(page, "node_disk_io_now\\{device=\"([^\"]*)"),
                distinct(page, "node_filesystem_\\w+\\{[^}]*mountpoint=\"([^\"]*)"),
                distinct(page, "node_network_\\w+\\{[^}]*device=\"((?!e2e-)[^\"]*)"));
    }

    private static int distinct(String page, String regex) {
        return (int) Pattern.compile(regex)
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .count();
    }

    private static Map<String, List<ReceivedSeries>> receive(MetricProfile profile) throws Exception {
        try (Testbed testbed = Testbed.start()) {
            Map<String, String> instances = Map.of(
                    "fargate-task", "5f0c8d1e7b2a4c639d84e1f0a7b6c523",
                    "ec2-task", "eccbc87e4b5c4e28a30849ba8c1f2d47",
                    "ec2-instance", "i-0123456789abcdef0");
            Map<String, RunningTask> tasks = Map.of(
                    "fargate-task", testbed.task(fargate(profile), "--scenario=fargate"),
                    "ec2-task", testbed.task(ec2(profile), "--scenario=ec2-awsvpc"),
                    "ec2-instance", testbed.task(hosts(profile), "--scenario=ec2-host", "--imds"));
            for (RunningTask task : tasks.values()) {
                task.startCollector(CollectorOverrides.NONE);
            }
            for (String instance : instances.values()) {
                for (String job : List.of("adot", "node")) {
                    String selector = "up{instance='" + instance + "',job='" + job + "'}";
                    Await.until(
                            selector,
                            () -> !testbed.prometheus().series(selector).isEmpty(),
                            testbed::describe);
                }
            }
            Thread.sleep(SETTLE_MILLIS);
            for (Map.Entry<String, RunningTask> task : tasks.entrySet()) {
                SHAPES.put(task.getKey(), shape(task.getValue().get(9100, "/metrics")));
            }
            Map<String, List<ReceivedSeries>> received = new TreeMap<>();
            for (Map.Entry<String, String> target : instances.entrySet()) {
                // Without the links of other tests, which come and go.
                List<ReceivedSeries> series = testbed.prometheus()
                        .series("{instance='" + target.getValue() + "',job=~'node|adot',device!~'e2e-.*'}");
                received.put(target.getKey(), series);
                MeasurementLog.print("series of %s: %d", target.getKey(), series.size());
            }
            return received;
        }
    }

    private static Stack fargate(MetricProfile profile) {
        Stack stack = Synth.stack();
        return monitored(
                stack,
                FargateTaskDefinition.Builder.create(stack, "Orders")
                        .cpu(256)
                        .memoryLimitMiB(1024)
                        .build(),
                profile);
    }

    private static Stack ec2(MetricProfile profile) {
        Stack stack = Synth.stack();
        return monitored(
                stack,
                Ec2TaskDefinition.Builder.create(stack, "Orders")
                        .networkMode(NetworkMode.AWS_VPC)
                        .build(),
                profile);
    }

    private static Stack monitored(Stack stack, TaskDefinition task, MetricProfile profile) {
        TaskMonitoring.Builder.create(stack, "Monitoring")
                .taskDefinition(MonitoredStacks.withApp(task))
                .workspace(MonitoredStacks.workspace(stack))
                .serviceName("orders-api")
                .profile(profile)
                .scrape(ScrapeJob.of("orders", 8080))
                .build();
        return stack;
    }

    private static Stack hosts(MetricProfile profile) {
        Stack stack = Synth.stack();
        MonitoredStacks.daemon(stack).profile(profile).build();
        return stack;
    }
}
