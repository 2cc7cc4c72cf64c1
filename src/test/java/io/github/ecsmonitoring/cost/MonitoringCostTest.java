package io.github.ecsmonitoring.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.adot.MetricProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitoringCostTest {
    private static final SeriesShape SHAPE = new SeriesShape(3, 0, 2, 2, 4, 3);
    private static final CostOptions OPTIONS = CostOptions.create();

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
        assertThat(SampleTiers.usd(samples, PriceTable.bundled()))
                .isCloseTo(usd, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void printsTheWholeTable() {
        assertThat(cost(OPTIONS, task(500, 300, 30, 4)).table()).isEqualTo("""
                Shop/Orders: 4 fargate-task, each 500 + 300 series every 30 s, samples 21.63 USD, sidecars 2.84 USD
                samples              280.3 million, 40 million free          21.63 USD
                stored samples       2.57 GB, 10 GB free                      0.00 USD
                sidecars on Fargate  CPU and memory                           2.84 USD
                alarm                16 alarm-months                          1.60 USD
                kms key              1 key-month                              1.00 USD
                total                                                        27.07 USD
                - list prices of us-east-1 of 2025-12-01, a month of 730 hours
                - free amounts and tiers are those of an account that is not used by other apps; 2 bytes a sample, kept for 150 days
                - Shop/Orders: 3 containers, 2 CPUs, 2 disks, 4 file systems, 3 network interfaces
                - queries and data transfer are not included; collectors log warnings only, which are counted as 0
                """);
    }

    @Test
    void saysWhatIsUnknownAndWritesItAsNull() {
        MonitoringCost cost = cost(OPTIONS, task(500, null, 60, null));
        assertThat(cost.summary())
                .containsExactly(
                        "about 3.31 USD a month at list prices of us-east-1, see monitoring-cost.json",
                        "not included, since unknown: the app's own series of Shop/Orders; counted once, since unknown: Shop/Orders");
        assertThat(cost.json()).contains("\"appSeries\": null", "\"tasks\": null", "is unknown and counted as 1");
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
                .startsWith("monitoring is estimated at 27.07 USD a month, maxMonthlyUsd is 20.00:\nShop/Orders: 4 ")
                .contains("27.07 USD\n");
        assertThat(cost(OPTIONS.maxMonthlyUsd(28), task(500, 300, 30, 4)).exceedsLimit())
                .isFalse();
    }

    @Test
    void usesReplacedPrices() {
        CostOptions changed = OPTIONS.prices(PriceTable.bundled().with(Price.ALARM, 1));
        assertThat(cost(changed).totalUsd()).isCloseTo(17, org.assertj.core.data.Offset.offset(1e-9));
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
