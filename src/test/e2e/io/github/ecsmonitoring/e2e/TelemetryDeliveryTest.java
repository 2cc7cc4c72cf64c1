package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.ecsmonitoring.adot.MetricProfile;
import io.github.ecsmonitoring.cost.SeriesModel;
import io.github.ecsmonitoring.cost.SeriesTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs a Fargate task, a task on EC2 and the daemon of an EC2 instance, all with the template's scrape interval. */
@Tag("e2e")
@Timeout(900)
class TelemetryDeliveryTest {
    private static final String FARGATE = "5f0c8d1e7b2a4c639d84e1f0a7b6c523";
    private static final String EC2 = "eccbc87e4b5c4e28a30849ba8c1f2d47";
    private static final String HOST = "i-0123456789abcdef0";
    private static final Set<String> SCRAPER_METRICS = Set.of(
            "up",
            "scrape_duration_seconds",
            "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling",
            "scrape_series_added");

    private static final Map<String, Duration> FIRST = new TreeMap<>();
    private static Testbed testbed;
    private static RunningTask fargate;
    private static RunningTask ec2;
    private static RunningTask host;
    private static List<ReceivedSeries> all;

    @BeforeAll
    static void startTasks() throws Exception {
        testbed = Testbed.start();
        Map<String, Instant> starts = new TreeMap<>();
        fargate = start(starts, FARGATE, testbed.task(MonitoredStacks.fargate(), "--scenario=fargate"));
        fargate.startApp();
        ec2 = start(starts, EC2, testbed.task(MonitoredStacks.ec2(), "--scenario=ec2-awsvpc"));
        ec2.startApp();
        host = start(starts, HOST, testbed.task(MonitoredStacks.hosts(), "--scenario=ec2-host", "--imds"));
        for (String instance : List.of(FARGATE, EC2, HOST)) {
            for (String job :
                    instance.equals(HOST) ? List.of("adot", "node") : List.of("adot", "node", "orders", "shop")) {
                String selector = "{instance='" + instance + "',job='" + job + "'}";
                Await.until(selector, () -> hasArrived(job, selector), testbed::describe);
                FIRST.put(instance + " " + job, Duration.between(starts.get(instance), Instant.now()));
            }
        }
        all = testbed.prometheus().series("{__name__=~'.+'}");
        FIRST.forEach((job, time) -> MeasurementLog.print("first data of %s after %d s", job, time.toSeconds()));
    }

    private static boolean hasArrived(String job, String selector) throws Exception {
        return job.equals("shop")
                ? !testbed.prometheus().series("orders_placed_total" + selector).isEmpty()
                : testbed.prometheus().series("up" + selector).stream()
                        .anyMatch(up -> up.last().value().equals("1"));
    }

    private static RunningTask start(Map<String, Instant> starts, String instance, RunningTask task) throws Exception {
        starts.put(instance, Instant.now());
        task.startCollector(CollectorOverrides.NONE);
        return task;
    }

    @AfterAll
    static void end() {
        if (testbed != null) {
            testbed.close();
        }
    }

    @Test
    void firstDataOfEachJobArrivesWithinAMinute() {
        assertThat(FIRST).hasSize(10).allSatisfy((job, time) -> assertThat(time).isLessThan(Duration.ofSeconds(60)));
    }

    @Test
    void everySeriesOfAFargateTaskHasTheLabelContract() {
        assertThat(commonLabels(FARGATE))
                .hasToString("{account_id=111122223333, availability_zone=us-east-1a, ecs_cluster=shop, "
                        + "ecs_launch_type=fargate, ecs_service=orders-api, ecs_task_family=orders, ecs_task_id="
                        + FARGATE + ", ecs_task_revision=7, "
                        + "environment=test, instance=" + FARGATE + ", region=us-east-1}");
    }

    @Test
    void everySeriesOfATaskOnEc2HasTheLabelContract() {
        assertThat(commonLabels(EC2))
                .hasToString("{account_id=111122223333, availability_zone=us-east-1a, ecs_cluster=shop, "
                        + "ecs_launch_type=ec2, ecs_service=orders-api, ecs_task_family=payments, ecs_task_id=" + EC2
                        + ", ecs_task_revision=12, "
                        + "environment=test, instance=" + EC2 + ", region=us-east-1}");
    }

    @Test
    void everySeriesOfAnEc2InstanceHasTheLabelContract() {
        assertThat(commonLabels(HOST))
                .hasToString("{account_id=111122223333, availability_zone=us-east-1a, ecs_cluster=shop, "
                        + "environment=test, instance=" + HOST + ", instance_type=m7i.large, region=us-east-1}");
    }

    @Test
    void seriesHaveNoOtherLabelsThanTheContractAndTheirOwn() {
        Map<String, Set<String>> ownLabels = new TreeMap<>();
        all.forEach(series -> ownLabels
                .computeIfAbsent(series.label("job"), job -> new TreeSet<>())
                .addAll(series.labels().keySet()));
        Set<String> contract = new TreeSet<>(commonLabels(FARGATE).keySet());
        contract.addAll(commonLabels(HOST).keySet());
        // The counters of the exporter otlp_http/cloudwatch have the address that it sends to, from the first batch on.
        contract.addAll(Set.of("server_address", "server_port", "url_path"));
        ownLabels.values().forEach(labels -> labels.removeAll(contract));
        assertThat(ownLabels)
                .hasToString("{adot=[__name__, data_type, exporter, job, receiver, transport], "
                        + "node=[__name__, collector, container_name, cpu, device, device_error, docker_name, fstype, image, image_id, interface, job, mode, "
                        + "mountpoint, service_name, state], orders=[__name__, job], shop=[__name__, job]}");
        assertThat(all).extracting(series -> series.label("instance")).containsOnly(FARGATE, EC2, HOST);
        assertThat(all).extracting(ReceivedSeries::name).doesNotContain("target_info");
    }

    /**
     * Of the sidecars; these tasks also receive OTLP and send traces, other than those that the table was made from.
     */
    @Test
    void costIsComputedFromTheNumberOfSeriesThatAreSent() throws Exception {
        assertPredicted(SeriesTarget.FARGATE_TASK, fargate, FARGATE, SeriesModel.OTLP_SERIES);
        assertPredicted(SeriesTarget.EC2_TASK, ec2, EC2, SeriesModel.OTLP_SERIES);
        assertPredicted(SeriesTarget.EC2_INSTANCE, host, HOST, 0);
    }

    private static void assertPredicted(SeriesTarget target, RunningTask task, String instance, int more)
            throws Exception {
        int predicted = more
                + SeriesModel.bundled()
                        .series(
                                target,
                                SeriesPredictionTest.shape(task.get(9100, "/metrics")),
                                MetricProfile.ESSENTIAL::sends);
        long received = all.stream()
                .filter(series -> series.label("instance").equals(instance)
                        && Set.of("node", "adot").contains(series.label("job"))
                        && !String.valueOf(series.label("device")).startsWith("e2e-"))
                .count();
        MeasurementLog.print("%s: predicted %d series, received %d", target, predicted, received);
        assertThat((double) predicted).as("%s", target).isCloseTo(received, withinPercentage(10));
    }

    @Test
    void defaultProfileSendsExactlyTheEssentialMetrics() throws Exception {
        assertThat(names(FARGATE, "node"))
                .isEqualTo(essentialOf(fargate))
                .contains("node_load1", "ecs_task_memory_limit_bytes")
                .hasSizeGreaterThan(50);
        assertThat(names(EC2, "node"))
                .isEqualTo(essentialOf(ec2))
                .contains("ecs_task_memory_limit_bytes")
                .filteredOn(name -> name.startsWith("node_"))
                .containsExactly("node_scrape_collector_success");
        assertThat(names(HOST, "node"))
                .isEqualTo(essentialOf(host))
                .contains("node_load1", "node_filesystem_size_bytes")
                .noneMatch(name -> name.startsWith("ecs_"));
    }

    /** The essential metrics on the task's page and the metrics that the scraper adds. */
    private static Set<String> essentialOf(RunningTask task) throws Exception {
        String page = task.get(9100, "/metrics");
        Set<String> expected = new TreeSet<>(SCRAPER_METRICS);
        Files.readAllLines(Path.of("../dashboards/essential-metrics.txt")).stream()
                .filter(name -> page.contains("\n# TYPE " + name + " "))
                .forEach(expected::add);
        return expected;
    }

    @Test
    void otlpMetricsAndTracesArrive() throws Exception {
        assertThat(names(FARGATE, "shop")).containsExactly("orders_placed_total");
        Await.until(
                "a trace",
                () -> traces().stream().anyMatch(trace -> trace.contains(SampleApp.TRACE) && trace.contains(FARGATE)),
                testbed::describe);
    }

    @Test
    void otlpMetricsAndSelectedScrapedMetricsArriveInCloudWatch() throws Exception {
        for (String instance : List.of(FARGATE, EC2)) {
            for (String metric : List.of("orders.placed", "orders_page_reads_total")) {
                Await.until(
                        metric + " of " + instance,
                        () -> toCloudWatch(instance).anyMatch(body -> body.contains(metric)),
                        testbed::describe);
            }
        }
        assertThat(toCloudWatch(FARGATE))
                .allSatisfy(body -> assertThat(body)
                        .contains(
                                "ecs_service",
                                "orders-api",
                                "ecs_task_family",
                                "environment",
                                "availability_zone",
                                "us-east-1a")
                        .doesNotContain("node_load1", "scrape_duration_seconds", "aws.ecs"));
    }

    private static Stream<String> toCloudWatch(String instance) {
        return testbed.aws().responses("/v1/metrics").stream()
                .map(AwsEmulator.Response::body)
                .filter(body -> body.contains(instance));
    }

    @Test
    void everyRequestIsSignedAndAccepted() {
        assertThat(testbed.aws().responses("")).isNotEmpty().allMatch(response -> response.status() < 300);
    }

    private static List<String> traces() {
        return testbed.aws().responses(testbed.hasXRay() ? "/TraceSegments" : TemplateDifferences.TRACES).stream()
                .map(AwsEmulator.Response::body)
                .toList();
    }

    private static Set<String> names(String instance, String job) {
        return of(instance).stream()
                .filter(series -> job.equals(series.label("job")))
                .map(ReceivedSeries::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Labels that all series of an instance share, with their values. */
    private static Map<String, String> commonLabels(String instance) {
        List<ReceivedSeries> series = of(instance);
        Map<String, String> common = new TreeMap<>(series.get(0).labels());
        series.forEach(each -> common.entrySet().retainAll(each.labels().entrySet()));
        return common;
    }

    private static List<ReceivedSeries> of(String instance) {
        return all.stream()
                .filter(series -> instance.equals(series.label("instance")))
                .toList();
    }
}
