package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sends StatsD packets to the collector of a Fargate task, as an app does, with an aggregation interval of 10 s. */
@Tag("e2e")
@Timeout(900)
class StatsDTest {
    private static final String TASK = "5f0c8d1e7b2a4c639d84e1f0a7b6c523";
    private static final int PORT = 8125;
    private static final int SECONDS = 25;
    private static final Map<String, String> CONTRACT = new TreeMap<>(Map.ofEntries(
            Map.entry("account_id", "111122223333"),
            Map.entry("availability_zone", "us-east-1a"),
            Map.entry("ecs_cluster", "shop"),
            Map.entry("ecs_launch_type", "fargate"),
            Map.entry("ecs_service", "orders-api"),
            Map.entry("ecs_task_family", "orders"),
            Map.entry("ecs_task_id", TASK),
            Map.entry("ecs_task_revision", "7"),
            Map.entry("environment", "test"),
            Map.entry("instance", TASK),
            Map.entry("job", "statsd"),
            Map.entry("region", "us-east-1")));

    private static Testbed testbed;
    private static RunningTask task;

    @BeforeAll
    static void sendsPacketsInEachInterval() throws Exception {
        testbed = Testbed.start();
        task = testbed.task(MonitoredStacks.statsD(), "--scenario=fargate");
        ChildProcess collector = task.startCollector(CollectorOverrides.NONE);
        Await.until("the collector listens", () -> task.get(PORT, "/metrics") != null, testbed::describe);
        for (int second = 0; second < SECONDS; second++) {
            task.send(
                    PORT,
                    "orders.placed:2|c|#shop:eu,paid",
                    "page.reads:1|c|@0.4",
                    "queue.length:" + second + "|g",
                    "page.time:" + (second % 2 == 0 ? 80 : 120) + "|ms",
                    "order.value:9.5|h",
                    "order.items:3|d",
                    "region.sales:1|c|#region:mars,job:none,instance:none",
                    "region.stock:7|g|#region:mars,job:none,instance:none",
                    "users:alice|s",
                    "no number:x|c");
            Thread.sleep(1000);
        }
        MeasurementLog.print("collector that receives StatsD: %s", ProcessUsage.of(collector.pid()));
    }

    @AfterAll
    static void end() {
        if (testbed != null) {
            testbed.close();
        }
    }

    private static void await(String selector, String value) throws Exception {
        Await.until(
                selector + " is " + value,
                () -> testbed.prometheus().series(selector).stream()
                        .anyMatch(series -> series.samples().stream()
                                .anyMatch(sample -> sample.value().equals(value))),
                () -> testbed.describe() + task.get(PORT, "/metrics"));
    }

    /** What {@code sum_over_time} gives: one sample for each interval. */
    private static void awaitSum(String selector, int sum) throws Exception {
        Await.until(
                "the samples of " + selector + " add up to " + sum,
                () -> testbed.prometheus().series(selector).stream()
                                .flatMap(series -> series.samples().stream())
                                .mapToDouble(sample -> Double.parseDouble(sample.value()))
                                .sum()
                        == sum,
                testbed::describe);
    }

    private static ReceivedSeries only(String selector) throws Exception {
        List<ReceivedSeries> found = testbed.prometheus().series(selector);
        assertThat(found).as(selector).hasSize(1);
        return found.get(0);
    }

    @Test
    void addsUpCountersOfAllSendersWithTheirTags() throws Exception {
        await("orders_placed_total", Integer.toString(2 * SECONDS));
        ReceivedSeries placed = only("orders_placed_total");
        assertThat(placed.label("shop")).isEqualTo("eu");
        assertThat(placed.samples())
                .extracting(sample -> Double.parseDouble(sample.value()))
                .isSorted();
    }

    @Test
    void dividesSampledCountersByTheirRate() throws Exception {
        await("page_reads_total", Double.toString(2.5 * SECONDS));
    }

    @Test
    void keepsTheLastValueOfGauges() throws Exception {
        await("queue_length", Integer.toString(SECONDS - 1));
    }

    @Test
    void turnsTimersHistogramsAndDistributionsIntoSummariesOfAnInterval() throws Exception {
        await("page_time{quantile='0.99'}", "120");
        await("order_value{quantile='0.5'}", "9.5");
        await("order_items{quantile='0.95'}", "3");
        awaitSum("page_time_count", SECONDS);
        awaitSum("order_items_sum", 3 * SECONDS);
        assertThat(testbed.prometheus().series("page_time"))
                .extracting(series -> series.label("quantile"))
                .containsExactlyInAnyOrder("0.5", "0.9", "0.95", "0.99");
    }

    @Test
    void everySeriesHasTheLabelContract() throws Exception {
        await("region_sales_total", Integer.toString(SECONDS));
        awaitSum("page_time_count", SECONDS);
        await("region_stock", "7");
        List<ReceivedSeries> all = testbed.prometheus().series("{job='statsd'}");
        assertThat(all)
                .extracting(ReceivedSeries::name)
                .contains("orders_placed_total", "queue_length", "page_time_count", "region_sales_total", "up")
                .doesNotContain("users", "users_total", "no_number_total", "target_info");
        assertThat(all)
                .allSatisfy(series -> assertThat(series.labels()).containsAllEntriesOf(CONTRACT))
                .allSatisfy(series -> assertThat(series.labels().keySet())
                        .doesNotContain("otel_scope_name", "otel_scope_version", "service_name", "paid"));
    }

    /** A limit of the collector, which the manual describes. */
    @Test
    void startsACounterAgainAfterAnIntervalWithoutIncrements() throws Exception {
        task.send(PORT, "rare.event:5|c");
        await("rare_event_total", "5");
        Thread.sleep(25_000);
        task.send(PORT, "rare.event:3|c");
        await("rare_event_total", "3");
    }
}
