package io.github.ecsmonitoring.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Promtool;
import io.github.ecsmonitoring.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Lazy;

class ServiceLevelObjectiveTest {
    private static ServiceLevelObjective.Availability orders() {
        return ServiceLevelObjective.availability("orders", 99.9);
    }

    private static ServiceLevelObjective.Latency fastOrders() {
        return ServiceLevelObjective.latency("orders", 99, Duration.millis(300));
    }

    @Test
    void availabilityOfAnHttpServer() throws Exception {
        Snapshot.assertText("golden/slo-availability.yaml", SloFile.of(orders().httpServer()));
    }

    @Test
    void latencyOfAnHttpServer() throws Exception {
        Snapshot.assertText("golden/slo-latency.yaml", SloFile.of(fastOrders().httpServer("/orders/{id}", "/carts")));
    }

    @Test
    void allOptionsWithCountersOfGoodEvents() throws Exception {
        Snapshot.assertText(
                "golden/slo-all-options.yaml",
                SloFile.of(ServiceLevelObjective.availability("orders", 90)
                        .total("payments_total")
                        .good("payments_total{result=\"paid\",}")
                        .name("payments")
                        .period(Duration.days(28))
                        .minimumBadEvents(1)
                        .label("team", "shop")
                        .runbook("https://example.com/runbooks/payments")));
    }

    @Test
    void promtoolAcceptsTheRules(@TempDir Path folder) throws Exception {
        Promtool.assumeInstalled();
        for (String file : new String[] {"slo-availability", "slo-latency", "slo-all-options"}) {
            Path rules = Path.of("test/resources/golden", file + ".yaml");
            assertThat(Promtool.problems(Files.copy(rules, folder.resolve(file + ".yaml"))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "99.9,   30, 14.4,  6,   3,   1",
        "99.9,   28, 13.44, 5.6, 2.8, 0.9333333",
        "99.999, 30, 14.4,  6,   3,   1"
    })
    void burnRatesFollowFromThePeriod(
            double objective, int days, String hour, String sixHours, String day, String threeDays) {
        ErrorBudget budget = ErrorBudget.of(objective, "orders").over(Duration.days(days));
        assertThat(BurnRate.values())
                .extracting(rate -> ErrorBudget.plain(rate.factor(budget)))
                .containsExactly(hour, sixHours, day, threeDays);
    }

    @ParameterizedTest
    @CsvSource({"93.06, true", "93.05, false", "90, false"})
    void aConditionThatNoErrorRateFulfilsIsOmitted(double objective, boolean expected) {
        String rules = SloFile.of(
                ServiceLevelObjective.availability("orders", objective).httpServer());
        assertThat(rules.contains("> 14.4\n")).isEqualTo(expected);
        assertThat(rules).contains("> 6\n");
    }

    @ParameterizedTest
    @CsvSource({
        "300,  '0[.]3|0[.]30000000000000004|0[.]29999999999999993'",
        "1000, '1|1[.]0|1[.]0000000000000002|0[.]9999999999999999'",
        "1,    '0[.]001|0[.]0010000000000000002|0[.]0009999999999999998'"
    })
    void bucketsAreFoundWhereverTheirBoundIsRounded(int millis, String bounds) {
        assertThat(LatencyBuckets.of(new EventSelector("orders_seconds", ""), millis))
                .hasToString("LatencyBuckets[histogram=orders_seconds_bucket{}, bounds=" + bounds + "]");
    }

    @Test
    void boundsOfMillisecondsAreMilliseconds() {
        assertThat(LatencyBuckets.of(new EventSelector("orders_milliseconds", ""), 250)
                        .bounds())
                .startsWith("250|250[.]0|");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "orders_total ; orders_total{ecs_service=\"orders\"}",
                "orders_total{} ; orders_total{ecs_service=\"orders\"}",
                "` orders_total { a = \"}\" , } ` ; orders_total{a = \"}\",ecs_service=\"orders\"}",
                "{__name__=\"orders_total\"} ; {__name__=\"orders_total\",ecs_service=\"orders\"}",
                "orders_total{ecs_service=~\"a|b\"} ; orders_total{ecs_service=~\"a|b\"}"
            })
    void selectorsAreRestrictedToTheService(String selector, String restricted) {
        assertThat(EventSelector.of(selector, "total", "orders")).hasToString(restricted);
    }

    @Test
    void textIsQuotedInQueries() {
        assertThat(EventSelector.of("a_total", "total", "o\"r\\d\ners"))
                .hasToString("a_total{ecs_service=\"o\\\"r\\\\d\\ners\"}");
    }

    @Test
    void objectivesAreImmutable() {
        ServiceLevelObjective objective = orders().httpServer();
        String before = SloFile.of(objective);
        objective.name("other").label("team", "shop").minimumBadEvents(1).runbook("https://example.com");
        assertThat(SloFile.of(objective)).isEqualTo(before);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        () -> ServiceLevelObjective.availability(" ", 99.9),
                        "service of an objective must be a value of the label ecs_service that is known at synth, got \" \""),
                mistake(
                        () -> ServiceLevelObjective.availability(Aws.STACK_NAME, 99.9),
                        "service of an objective must be a value of the label ecs_service that is known at synth, got a token"),
                mistake(
                        () -> ServiceLevelObjective.availability("orders", 0.999),
                        "objective of service orders must be 90 to 99.999 percent, got 0.999: write 99.9 for 0.999"),
                mistake(
                        () -> ServiceLevelObjective.availability("orders", 100),
                        "objective of service orders must be 90 to 99.999 percent, got 100: 100% allows no bad event, so there is no budget to alert on"),
                mistake(
                        () -> ServiceLevelObjective.availability("orders", 80),
                        "objective of service orders must be 90 to 99.999 percent, got 80: a lower objective has so large a budget that no error rate uses it up fast"),
                mistake(
                        () -> ServiceLevelObjective.availability("orders", Double.NaN),
                        "objective of service orders must be 90 to 99.999 percent, got NaN: a lower objective has so large a budget that no error rate uses it up fast"),
                mistake(
                        () -> ServiceLevelObjective.latency("orders", 99, Duration.millis(0)),
                        "threshold of the latency objective of service orders must be at least 1 ms, got 0 ms"),
                mistake(
                        () -> ServiceLevelObjective.latency("orders", 99, Duration.millis(Lazy.number(() -> 5))),
                        "threshold of the latency objective of service orders must be known at synth, got a token"),
                mistake(
                        () -> orders().total("sum(rate(orders_total[5m]))"),
                        "total(...) of an objective of service orders must be a selector of counters, such as orders_total{result=\"failed\"}, got "
                                + "\"sum(rate(orders_total[5m]))\": the rules compute rates and sums themselves"),
                mistake(
                        () -> orders().total("orders_total").bad("orders_total{result=failed}"),
                        "bad(...) of an objective of service orders must be a selector of counters, such as orders_total{result=\"failed\"}, got "
                                + "\"orders_total{result=failed}\": at character 21: unexpected word \"failed\", expected a string"),
                mistake(
                        () -> orders().total("orders_total").good("a{} + b{}"),
                        "good(...) of an objective of service orders must be a selector of counters, such as orders_total{result=\"failed\"}, got "
                                + "\"a{} + b{}\": the rules compute rates and sums themselves"),
                mistake(
                        () -> orders().total("orders_total[5m]"),
                        "total(...) of an objective of service orders must be a selector of counters, such as orders_total{result=\"failed\"}, got "
                                + "\"orders_total[5m]\": the rules compute rates and sums themselves"),
                mistake(
                        () -> fastOrders().histogram("orders_seconds_bucket{le=\"0.3\"}"),
                        "histogram(...) of an objective of service orders must begin with the histogram's name without _bucket, _count and _sum, got "
                                + "\"orders_seconds_bucket{le=\"0.3\"}\""),
                mistake(
                        () -> fastOrders().histogram("{__name__=\"orders_seconds\"}"),
                        "histogram(...) of an objective of service orders must begin with the histogram's name without _bucket, _count and _sum, got "
                                + "\"{__name__=\"orders_seconds\"}\""),
                mistake(
                        () -> fastOrders().httpServer("orders"),
                        "route of an objective of service orders must begin with /, as in the label uri or http_route, got \"orders\""),
                mistake(
                        () -> orders().httpServer().name("my orders"),
                        "name of an objective must match [A-Za-z0-9][A-Za-z0-9_.-]{0,59}, got \"my orders\": set another one with name(...)"),
                mistake(
                        () -> ServiceLevelObjective.availability("my orders", 99)
                                .httpServer()
                                .getRules(),
                        "name of an objective must match [A-Za-z0-9][A-Za-z0-9_.-]{0,59}, got \"my orders-availability\": set another one with name(...)"),
                mistake(
                        () -> orders().httpServer().period(Duration.days(7)),
                        "period of an objective must be 28 or 30 days, got 7 days: the alerts' windows are shares of about a month"),
                mistake(
                        () -> orders().httpServer().minimumBadEvents(0),
                        "minimumBadEvents of objective orders-availability must be 1 to 1,000, got 0: 1 fires on a single event"));
    }

    private static Arguments mistake(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void rejects(ThrowingCallable mistake, String message) {
        assertThatThrownBy(mistake).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
