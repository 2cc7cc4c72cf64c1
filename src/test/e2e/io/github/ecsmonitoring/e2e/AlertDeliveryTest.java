package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The path of an alert: the exporter of a Fargate task stops, and people get a message by e-mail, Slack and PagerDuty;
 * it starts again, and they get another one.
 */
@Tag("e2e")
@Timeout(3600)
@TestMethodOrder(OrderAnnotation.class)
class AlertDeliveryTest {
    private static final boolean LONG = Boolean.getBoolean("e2e.long");
    private static final Duration LIMIT = LONG ? Duration.ofMinutes(20) : Duration.ofMinutes(3);
    private static final String ALERT = "EcsTargetDown";

    private static RunningAlerting alerting;
    private static Testbed testbed;
    private static RunningTask task;

    @BeforeAll
    static void start() throws Exception {
        Prerequisites.requireTasksAndCortex();
        Path folder = Testbed.newFolder();
        alerting = LONG
                ? RunningAlerting.atTheTemplatesPace(folder, AlertStacks.everyReceiver())
                : RunningAlerting.quick(folder, AlertStacks.everyReceiver());
        testbed = Testbed.start(folder, alerting.cortex());
        task = testbed.task(MonitoredStacks.fargate(), "--scenario=fargate");
        task.startApp();
        task.startCollector(LONG ? CollectorOverrides.NONE : CollectorOverrides.AT_ONCE);
        Await.until(
                "the service is known to the rules",
                LIMIT,
                () -> !alerting.cortex()
                        .query("service:targets_up:count{ecs_service='orders-api'}")
                        .isEmpty(),
                testbed::describe);
    }

    @AfterAll
    static void end() {
        if (alerting != null) {
            alerting.close();
        }
        if (testbed != null) {
            testbed.close();
        }
    }

    @Test
    @Order(1)
    void aStoppedExporterIsReported() throws Exception {
        Instant fault = Instant.now();
        task.exporter().kill();
        AlertPath path = AlertPath.follow(alerting.cortex(), ALERT, fault, LIMIT);
        NotificationEmulator.Published mail = alerting.awaitMessage(LIMIT, AlertStacks.EMAIL, "FIRING", ALERT);
        path.print(mail.at());
        NotificationFile.assertMail("target-down-email.txt", mail);
        NotificationFile.assertJson(
                "target-down-slack.json",
                NotificationFile.json(alerting.awaitMessage(LIMIT, AlertStacks.SLACK, ALERT)));
        JsonNode event = alerting.awaitEvent(LIMIT, "\"trigger\"", ALERT).body();
        NotificationFile.assertJson("target-down-pagerduty.json", event);
    }

    @Test
    @Order(2)
    void aRestartedExporterIsReported() throws Exception {
        task.startExporter();
        NotificationFile.assertMail(
                "target-up-email.txt", alerting.awaitMessage(LIMIT, AlertStacks.EMAIL, "RESOLVED", ALERT));
        NotificationFile.assertJson(
                "target-up-slack.json",
                NotificationFile.json(alerting.awaitMessage(LIMIT, AlertStacks.SLACK, "RESOLVED", ALERT)));
        NotificationFile.assertJson(
                "target-up-pagerduty.json",
                alerting.awaitEvent(LIMIT, "\"resolve\"", ALERT).body());
    }

    /** Whose messages CloudWatch counts; see DeadMansSwitch. */
    @Test
    @Order(3)
    void theWatchdogReachesItsTopicAgainAndAgainAndNobodyElse() throws Exception {
        Await.until(
                "two heartbeats",
                LIMIT,
                () -> alerting.messages(AlertStacks.HEARTBEATS).size() >= 2,
                alerting::describe);
        assertThat(alerting.messages(AlertStacks.EMAIL))
                .extracting(NotificationEmulator.Published::subject)
                .isNotEmpty()
                .noneMatch(subject -> subject.contains("EcsWatchdog"));
        assertThat(alerting.emulator().events())
                .noneMatch(event -> event.body().toString().contains("EcsWatchdog"));
    }

    @Test
    @Order(4)
    void allNotificationsAreAccepted() {
        assertThat(alerting.emulator().rejected()).isEmpty();
    }
}
