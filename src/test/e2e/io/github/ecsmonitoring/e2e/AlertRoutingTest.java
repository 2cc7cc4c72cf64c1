package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.Synth;
import io.github.ecsmonitoring.alerting.Receiver;
import io.github.ecsmonitoring.e2e.NotificationEmulator.Published;
import io.github.ecsmonitoring.prometheus.AlertManagerDefinition;
import io.github.ecsmonitoring.prometheus.AlertMatcher;
import io.github.ecsmonitoring.prometheus.AlertRoute;
import io.github.ecsmonitoring.prometheus.InhibitionRule;
import io.github.ecsmonitoring.prometheus.PrometheusWorkspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.sns.Topic;

/** Alerts of several teams reach the receivers of their routes, grouped and inhibited as the definition says. */
@Tag("e2e")
@Timeout(900)
class AlertRoutingTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String RULES = new TestRules()
            .alert("OrdersFailing", Map.of("team", "orders"), Map.of("summary", "orders fail"))
            .alert("PaymentsFailing", Map.of("team", "payments"), Map.of("summary", "payments fail"))
            .alert("PaymentsAudit", Map.of("team", "payments", "audit", "yes"), Map.of("summary", "audit"))
            .alert("SearchDown", instances("a", "b", "c"), Map.of("ecs_service", "search"), Map.of("summary", "down"))
            .alert("SearchDown", Map.of("ecs_service", "index"), Map.of("summary", "index is down"))
            .alert(
                    "BasketDown",
                    Map.of("severity", "critical", "ecs_service", "basket"),
                    Map.of("summary", "basket is down"))
            .alert(
                    "BasketSlow",
                    Map.of("severity", "warning", "ecs_service", "basket"),
                    Map.of("summary", "basket is slow"))
            .alert(
                    "CheckoutSlow",
                    Map.of("severity", "warning", "ecs_service", "checkout"),
                    Map.of("summary", "checkout is slow"))
            .yaml();

    private static RunningAlerting alerting;

    private static Stack stack() {
        Stack stack = Synth.stack();
        PrometheusWorkspace.Builder.create(stack, "Prometheus")
                .withoutBundledRules()
                .alertManager(AlertManagerDefinition.Builder.create(receiver(stack, "Everyone"))
                        .route(AlertRoute.of(AlertMatcher.matching("audit", "yes|always"))
                                .to(receiver(stack, "Auditors"))
                                .continueMatching())
                        .route("team", "payments", receiver(stack, "Payments"))
                        .inhibit(InhibitionRule.whileFiring(AlertMatcher.equal("severity", "critical"))
                                .mute(AlertMatcher.equal("severity", "warning"))
                                .equal("ecs_service"))
                        .build())
                .build()
                .addRules("tests", RULES);
        return stack;
    }

    private static Receiver receiver(Stack stack, String name) {
        return Receiver.topic(new Topic(stack, name)).withName(name);
    }

    /** An alert for each value of the label {@code instance}. */
    private static String instances(String first, String second, String third) {
        return String.join(
                " or ",
                List.of(first, second, third).stream()
                        .map(value -> "label_replace(vector(1), \"instance\", \"" + value + "\", \"\", \"\")")
                        .toList());
    }

    @BeforeAll
    static void start() throws Exception {
        Prerequisites.requireCortex();
        alerting = RunningAlerting.quick(Testbed.newFolder(), stack());
    }

    @AfterAll
    static void end() {
        if (alerting != null) {
            alerting.close();
        }
    }

    @Test
    void anAlertTakesTheFirstRouteThatMatches() throws Exception {
        alerting.awaitMessage(LIMIT, "Everyone", "OrdersFailing");
        alerting.awaitMessage(LIMIT, "Payments", "PaymentsFailing");
        assertThat(texts("Everyone")).noneMatch(text -> text.contains("Payments"));
        assertThat(texts("Payments")).noneMatch(text -> text.contains("Orders"));
    }

    @Test
    void aRouteThatContinuesIsNotTheLast() throws Exception {
        alerting.awaitMessage(LIMIT, "Auditors", "PaymentsAudit");
        alerting.awaitMessage(LIMIT, "Payments", "PaymentsAudit");
        assertThat(texts("Auditors")).allMatch(text -> text.contains("PaymentsAudit"));
    }

    @Test
    void alertsOfOneServiceAreOneMessage() throws Exception {
        Published search = alerting.awaitMessage(LIMIT, "Everyone", "SearchDown", "3 firing");
        Published index = alerting.awaitMessage(LIMIT, "Everyone", "SearchDown", "index is down");
        assertThat(search.message())
                .contains("instance=a", "instance=b", "instance=c")
                .doesNotContain("index");
        assertThat(index.message()).contains("1 firing").doesNotContain("search");
    }

    @Test
    void aWarningIsInhibitedWhileAnAlertOfTheSameServiceIsCritical() throws Exception {
        alerting.awaitMessage(LIMIT, "Everyone", "BasketDown");
        alerting.awaitMessage(LIMIT, "Everyone", "CheckoutSlow");
        JsonNode slow = alerting.cortex()
                .alerts()
                .valueStream()
                .filter(alert -> alert.at("/labels/alertname").asText().equals("BasketSlow"))
                .findFirst()
                .orElseThrow();
        assertThat(slow.at("/status/state").asText()).isEqualTo("suppressed");
        assertThat(slow.at("/status/inhibitedBy")).hasSize(1);
        assertThat(texts("Everyone")).noneMatch(text -> text.contains("BasketSlow"));
    }

    @Test
    void amtoolFindsTheSameReceivers() throws Exception {
        Path config = Files.writeString(
                Testbed.newFolder().resolve("alertmanager.yaml"),
                alerting.template().alertManagerConfig(CortexDifferences.endpoints("http://127.0.0.1:9")));
        assertThat(receiversOf(config, "team=orders")).isEqualTo("Everyone");
        assertThat(receiversOf(config, "team=payments")).isEqualTo("Payments");
        assertThat(receiversOf(config, "team=payments", "audit=yes")).isEqualTo("Auditors,Payments");
        assertThat(receiversOf(config, "team=orders", "audit=always")).isEqualTo("Auditors");
        assertThat(receiversOf(config, "team=payments2")).isEqualTo("Everyone");
    }

    private static String receiversOf(Path config, String... labels) {
        List<String> command =
                new ArrayList<>(List.of("amtool", "config", "routes", "test", "--config.file=" + config));
        command.addAll(List.of(labels));
        CommandResult result = CommandResult.of(Map.of(), command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output().strip().lines().reduce((first, last) -> last).orElseThrow();
    }

    private static List<String> texts(String topic) {
        return alerting.messages(topic).stream()
                .map(message -> message.subject() + "\n" + message.message())
                .toList();
    }
}
