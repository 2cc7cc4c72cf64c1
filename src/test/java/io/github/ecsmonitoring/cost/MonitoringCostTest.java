package io.github.ecsmonitoring.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.github.ecsmonitoring.adot.MetricProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringCostTest {
    private static final SeriesShape SHAPE = new SeriesShape(3, 0, 2, 2, 4, 3);
    private static final CostOptions OPTIONS = CostOptions.create();

    @TempDir
    Path folder;

    private static CostedTask task(int series, Integer app, int interval, Integer tasks) {
        return new CostedTask(
                "Shop/Orders",
                SeriesTarget.FARGATE_TASK,
                SHAPE,
                series,
                app,
                interval,
                tasks,
                new SidecarShare(0, 224, false));
    }

    private static MonitoringCost cost(CostOptions options, CostedTask... tasks) {
        return MonitoringCost.of(
                List.of(tasks), Map.of(Price.ALARM, 16.0, Price.KMS_KEY, 1.0), List.of("us-east-1"), options);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "40e6, 0", "50e6, 0.90", "2.04e9, 180", "2.05e9, 180.35", "252.04e9, 8930", "252.05e9, 8930.16"
    })
    void pricesSamplesByTiersAfterTheFreeOnes(double samples, double usd) {
        assertThat(SampleTiers.usd(samples, PriceTable.bundled())).isCloseTo(usd, offset(1e-6));
    }

    @Test
    void printsTheWholeTable() {
        assertThat(cost(OPTIONS, task(500, 300, 30, 4)).table()).isEqualTo("""
                Shop/Orders: 4 fargate-task, each 500 series every 30 s + 300 of the app every 30 s, samples 21.63 USD, sidecars 2.84 USD
                samples              280.3 million, 40 million free          21.63 USD
                stored samples       2.57 GB, 10 GB free                      0.00 USD
                sidecars on Fargate  CPU and memory                           2.84 USD
                logs of sidecars     0.004 GB                                 0.00 USD
                alarm                16 alarm-months                          1.60 USD
                KMS key              1 key-month                              1.00 USD
                total                                                        27.07 USD
                - list prices of us-east-1 of 2026-12-01, a month of 730 hours
                - free amounts and tiers are those of an account that is not used by other apps; 2 bytes a sample, kept for 150 days
                - Shop/Orders: 3 containers, 2 CPUs, 2 disks, 4 file systems, 3 network interfaces
                - sidecars are assumed to log 1 MB a month for each task
                - not included: queries, data transfer, traffic of load balancers and endpoints, Lambda, notifications, metrics and traces that the app sends to CloudWatch and X-Ray
                """);
    }

    @Test
    void marksAmountsThatRestOnUnconfirmedPrices() throws IOException {
        String prices = Files.readString(Path.of("main/resources/io/github/ecsmonitoring/cost/prices.txt"))
                .replaceAll("(?m)^(ALARM|AMP_STORAGE|AMP_SAMPLES_TIER_1|SECRET) (.*) https", "$1 $2 unconfirmed:https");
        CostOptions options = OPTIONS.prices(PriceTable.of(Files.writeString(folder.resolve("prices.txt"), prices)));
        MonitoringCost cost = cost(options, task(500, 300, 30, 4));
        assertThat(cost.table()).contains("""
                samples              280.3 million, 40 million free          21.63 USD *
                stored samples       2.57 GB, 10 GB free                      0.00 USD
                sidecars on Fargate  CPU and memory                           2.84 USD
                logs of sidecars     0.004 GB                                 0.00 USD
                alarm                16 alarm-months                          1.60 USD *
                KMS key              1 key-month                              1.00 USD
                total                                                        27.07 USD
                * with a price that was not read at its source: AMP_SAMPLES_TIER_1, ALARM
                - list""");
        assertThat(cost.json()).contains("""
                        {"item": "alarm", "quantity": "16 alarm-months", "usd": 1.60, "confirmed": false}""", """
                        {"price": "SECRET", "usd": 0.4, "unit": "secret-month", "source": "unconfirmed:https://hivebook.wiki/wiki/aws-secrets-manager-rotated-secrets-dynamic-db-credentials-kms", "date": "undated", "confirmed": false}""");
    }

    @Test
    void saysWhatIsUnknownAndWritesItAsNull() {
        CostedTask task = new CostedTask(
                "Shop/Orders",
                SeriesTarget.FARGATE_TASK,
                SHAPE,
                500,
                List.of(
                        new AppSeries("scrape job orders", 100, 15),
                        new AppSeries("OTLP", null, 60),
                        new AppSeries("StatsD", null, 60)),
                60,
                null,
                SidecarShare.NONE);
        MonitoringCost cost = cost(OPTIONS, task);
        assertThat(cost.summary())
                .containsExactly(
                        "about 2.60 USD a month at list prices of us-east-1, see monitoring-cost.json",
                        "not included, since unknown: the app's own series of Shop/Orders; counted once, since unknown: Shop/Orders");
        assertThat(cost.table())
                .startsWith(
                        "Shop/Orders: 1 (assumed) fargate-task, each 500 series every 60 s + 100 of scrape job orders every 15 s"
                                + " + unknown of OTLP every 60 s + unknown of StatsD every 60 s, samples 0.00 USD, sidecars 0.00 USD\n")
                .endsWith("""
                        - Shop/Orders: the app's own series are NOT INCLUDED, since those of OTLP, StatsD are unknown: set expectedSeries or expectedAppSeries
                        - Shop/Orders: the number of tasks is unknown and counted as 1
                        """);
        assertThat(cost.json()).startsWith("""
                {
                  "totalUsd": 2.60,
                  "tasks": [
                    {"path": "Shop/Orders", "target": "fargate-task", "series": 500, "appSeries": null, \
                "app": [{"source": "scrape job orders", "series": 100, "intervalSeconds": 15}, \
                {"source": "OTLP", "series": null, "intervalSeconds": 60}, \
                {"source": "StatsD", "series": null, "intervalSeconds": 60}], \
                "intervalSeconds": 60, "tasks": null, "samples": 39420000, "samplesUsd": 0.00, "sidecarsUsd": 0.00}
                  ],
                  "costs": [
                    {"item": "samples", "quantity": "39.4 million, 40 million free", "usd": 0.00, "confirmed": true},
                    {"item": "stored samples", "quantity": "0.36 GB, 10 GB free", "usd": 0.00, "confirmed": true},
                    {"item": "sidecars on Fargate", "quantity": "CPU and memory", "usd": 0.00, "confirmed": true},
                    {"item": "logs of sidecars", "quantity": "0.001 GB", "usd": 0.00, "confirmed": true},
                    {"item": "alarm", "quantity": "16 alarm-months", "usd": 1.60, "confirmed": true},
                    {"item": "KMS key", "quantity": "1 key-month", "usd": 1.00, "confirmed": true}
                  ],
                  "prices": [
                    {"price": "AMP_SAMPLES_TIER_1", "usd": 0.9, "unit": "10M-samples", \
                "source": "https://github.com/infracost/infracost/issues/2477", "date": "2023-05-30", "confirmed": true},
                """);
    }

    @Test
    void usesTheIntervalOfEachSource() {
        CostedTask task = new CostedTask(
                "Shop/Orders",
                SeriesTarget.EC2_TASK,
                SHAPE,
                10,
                List.of(new AppSeries("scrape job fast", 100, 10), new AppSeries("scrape job slow", 100, 240)),
                30,
                2,
                SidecarShare.NONE);
        double seconds = 730 * 3600;
        assertThat(task.samples()).isEqualTo(2 * seconds * (10 / 30.0 + 100 / 10.0 + 100 / 240.0), offset(1e-3));
        assertThat(task.appSeries()).isEqualTo(200);
    }

    @Test
    void summaryShowsFivePathsAtMost() {
        CostedTask[] tasks = IntStream.rangeClosed(1, 7)
                .mapToObj(number -> new CostedTask(
                        "Shop/Task" + number, SeriesTarget.EC2_TASK, SHAPE, 10, List.of(), 30, null, SidecarShare.NONE))
                .toArray(CostedTask[]::new);
        assertThat(cost(OPTIONS, tasks).summary())
                .last()
                .isEqualTo("counted once, since unknown: "
                        + "Shop/Task1, Shop/Task2, Shop/Task3, Shop/Task4, Shop/Task5 and 2 more");
    }

    @Test
    void rejectsSeriesThatCannotBe() {
        assertThatThrownBy(() -> new AppSeries("OTLP", -1, 60))
                .hasMessage("series of OTLP must be 0 or more and its interval at least a second, got -1 every 60 s");
    }

    @Test
    void costsTwiceAsManySamplesWithHalfTheInterval() {
        assertThat(task(100, 0, 15, 1).samples())
                .isEqualTo(2 * task(100, 0, 30, 1).samples());
    }

    @Test
    void warnsOfPricesOfAnotherRegion() {
        assertThat(MonitoringCost.of(List.of(), Map.of(), List.of("eu-west-1"), OPTIONS)
                        .table())
                .contains(
                        "- WARNING: prices of us-east-1 are used for stacks in eu-west-1: set prices(PriceTable.of(...))");
    }

    @Test
    void exceedsItsLimitWithTheTableInTheMessage() {
        MonitoringCost cost = cost(OPTIONS.maxMonthlyUsd(20), task(500, 300, 30, 4));
        assertThat(cost.exceedsLimit()).isTrue();
        assertThat(cost.limitMessage())
                .startsWith(
                        "monitoring is estimated at 27.07 USD a month, maxMonthlyUsd is 20.00: raise it, or send less with MetricProfile.ESSENTIAL or a longer scrapeInterval:\nShop/Orders: 4 ")
                .contains("27.07 USD\n");
        assertThat(cost(OPTIONS.maxMonthlyUsd(28), task(500, 300, 30, 4)).exceedsLimit())
                .isFalse();
    }

    @Test
    void usesReplacedPrices() {
        CostOptions changed = OPTIONS.prices(PriceTable.bundled().with(Price.ALARM, 1));
        assertThat(cost(changed).totalUsd()).isCloseTo(17, offset(1e-9));
    }

    @Test
    void predictsFewerSeriesForTheEssentialProfile() {
        SeriesModel model = SeriesModel.bundled();
        int full = model.series(SeriesTarget.FARGATE_TASK, SHAPE, MetricProfile.FULL::sends);
        int essential = model.series(SeriesTarget.FARGATE_TASK, SHAPE, MetricProfile.ESSENTIAL::sends);
        int oneMoreContainer = model.series(
                SeriesTarget.FARGATE_TASK, new SeriesShape(4, 0, 2, 2, 4, 3), MetricProfile.ESSENTIAL::sends);
        assertThat(essential).isPositive().isLessThan(full / 2);
        assertThat(oneMoreContainer).isGreaterThan(essential);
    }
}
