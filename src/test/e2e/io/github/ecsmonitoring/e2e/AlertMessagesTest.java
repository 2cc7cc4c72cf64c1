package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmonitoring.e2e.NotificationEmulator.Published;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages of alerts whose labels and annotations hold quotes, lines, control characters, markup and much text. */
@Tag("e2e")
@Timeout(900)
class AlertMessagesTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static RunningAlerting alerting;

    @BeforeAll
    static void start() throws Exception {
        Prerequisites.requireCortex();
        Map<String, String> labels = new TreeMap<>(HostileText.labels());
        labels.put(
                "ecs_service",
                HostileText.labels().get("quotes") + "\n" + HostileText.labels().get("unicode"));
        labels.put("severity", "critical");
        Map<String, String> annotations = new TreeMap<>(HostileText.labels());
        annotations.put("summary", String.join(" ", HostileText.labels().values()));
        annotations.put("description", HostileText.tenKilobytes());
        annotations.put("runbook_url", "https://example.com/runbooks?a=\"b\"&c=\\d");
        String rules = new TestRules()
                .alert("Hostile", labels, annotations)
                .alert("Big", Map.of("lines", HostileText.tenKilobytes()), Map.of("summary", "a label of 10 KB"))
                .alert("Many", manySeries(500), Map.of("severity", "warning"), annotations)
                .yaml();
        alerting = RunningAlerting.quick(Testbed.newFolder(), AlertStacks.everyReceiver(rules));
    }

    /** Series that differ in the label {@code instance}. */
    private static String manySeries(int count) {
        StringBuilder expression = new StringBuilder("vector(1)");
        for (int instance = 0; instance < count; instance++) {
            expression
                    .append(" or label_replace(vector(1), 'instance', '")
                    .append(instance)
                    .append("', '', '')");
        }
        return expression.toString();
    }

    @AfterAll
    static void end() {
        if (alerting != null) {
            alerting.close();
        }
    }

    @Test
    void hostileTextIsReadable() throws Exception {
        NotificationFile.assertMail("hostile-email.txt", alerting.awaitMessage(LIMIT, AlertStacks.EMAIL, "Hostile"));
        NotificationFile.assertJson(
                "hostile-slack.json",
                NotificationFile.json(alerting.awaitMessage(LIMIT, AlertStacks.SLACK, "Hostile")));
        NotificationFile.assertJson(
                "hostile-pagerduty.json", alerting.awaitEvent(LIMIT, "Hostile").body());
        assertThat(alerting.emulator().rejected()).isEmpty();
    }

    @Test
    void fiveHundredAlertsAreOneMessage() throws Exception {
        Published mail = alerting.awaitMessage(LIMIT, AlertStacks.EMAIL, "Many", "501 firing");
        assertThat(mail.message()).contains("Only the first 10 are shown.").hasSizeLessThan(20_000);
        Published slack = alerting.awaitMessage(LIMIT, AlertStacks.SLACK, "Many", "501 firing");
        assertThat(NotificationFile.json(slack).at("/content/description").asText())
                .contains("501 firing, the first 5 are shown.")
                .hasSizeLessThan(8_000);
        JsonNode event =
                alerting.awaitEvent(LIMIT, "Many", "\"num_firing\":501").body();
        assertThat(event.toString()).hasSizeLessThan(20_000);
        assertThat(alerting.emulator().rejected()).isEmpty();
    }

    @Test
    void aLabelOfTenKilobytesIsCut() throws Exception {
        Published mail = alerting.awaitMessage(LIMIT, AlertStacks.EMAIL, "a label of 10 KB");
        assertThat(mail.message()).hasSizeLessThan(20_000);
        assertThat(alerting.emulator().rejected()).isEmpty();
    }
}
