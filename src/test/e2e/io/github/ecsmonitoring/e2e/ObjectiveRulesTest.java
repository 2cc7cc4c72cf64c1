package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import io.github.ecsmonitoring.prometheus.RecordingRule;
import io.github.ecsmonitoring.prometheus.RuleGroup;
import io.github.ecsmonitoring.slo.ServiceLevelObjective;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/**
 * Uploads the rules of objectives to Cortex, where half of the requests fail. The counters are recording rules, which
 * need no collector.
 */
@Tag("e2e")
@Timeout(900)
class ObjectiveRulesTest {
    private static Cortex cortex;

    @BeforeAll
    static void upload() throws Exception {
        Prerequisites.requireCortex();
        Stack stack = Synth.stack();
        PrometheusWorkspace workspace = PrometheusWorkspace.Builder.create(stack, "Workspace")
                .withoutBundledRules()
                .build();
        workspace.addRules(
                "requests",
                RuleGroup.of("requests", requests("200"), requests("503")).interval(Duration.seconds(60)));
        for (ServiceLevelObjective objective : List.of(
                ServiceLevelObjective.availability("orders", 99.9).httpServer(),
                ServiceLevelObjective.latency("orders", 99, Duration.millis(300))
                        .httpServer())) {
            workspace.addRules(objective.getNamespace(), objective.getRules());
        }
        Path folder = Testbed.newFolder();
        cortex = Cortex.start(folder, 0);
        cortex.upload(UploadedAlerting.of(SynthesizedAlerting.of(stack), quick()));
    }

    /** One request a second. */
    private static RecordingRule requests(String status) {
        return RecordingRule.of("http_server_requests_seconds_count", "vector(time())")
                .label("account_id", "111122223333")
                .label("region", "eu-west-1")
                .label("ecs_cluster", "shop")
                .label("ecs_service", "orders")
                .label("uri", "/orders")
                .label("status", status);
    }

    private static CortexDifferences quick() {
        CortexDifferences quick = CortexDifferences.quick("http://127.0.0.1:1");
        CortexDifferences.Change period = CortexDifferences.Change.of(
                "the budget exists after 5 s", "(.*\\[30d):5m(].*)$", match -> match.group(1) + ":5s" + match.group(2));
        return new CortexDifferences(
                Stream.concat(quick.rules().stream(), Stream.of(period)).toList(),
                quick.alertManager(),
                quick.delayed());
    }

    @AfterAll
    static void end() {
        if (cortex != null) {
            cortex.close();
        }
    }

    @Test
    void eachRuleIsEvaluatedWithoutAnError() throws Exception {
        Await.until(
                "each rule has been evaluated",
                () -> cortex.rules().stream()
                        .noneMatch(rule -> rule.get("health").asText().equals("unknown")),
                cortex::toString);
        assertThat(cortex.rules())
                .hasSize(2 + 2 * 15)
                .allSatisfy(rule -> assertThat(rule.get("health").asText())
                        .as(rule.toString())
                        .isEqualTo("ok"));
    }

    @Test
    void theAlertSaysHowMuchOfTheBudgetIsLeft() throws Exception {
        Await.until(
                "the alert with the budget", () -> description().contains("of the budget is left"), cortex::toString);
        assertThat(description())
                .matches(
                        "Of the events in 30 days, 99\\.9% must be good\\. Bad events use up the error budget 500\\.\\d times as fast as allowed: "
                                + "service \"orders\", cluster shop, account 111122223333, eu-west-1; -4\\.99e\\+04% of the budget is left\\.");
    }

    private static String description() throws Exception {
        return cortex.rules().stream()
                .filter(rule -> rule.get("name").asText().equals("EcsSloBudgetBurningFast"))
                .flatMap(rule -> rule.get("alerts").valueStream())
                .map(alert -> alert.get("annotations").get("description").asText())
                .findFirst()
                .orElse("");
    }
}
