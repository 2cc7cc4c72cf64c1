package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("e2e")
@Timeout(900)
class CollectorFailuresTest {
    private static final Pattern QUEUE =
            Pattern.compile("otelcol_exporter_queue_size\\{.*prometheus_remote_write/scrape.*} [1-9]");

    private static Testbed testbed;
    private static RunningTask task;
    private ChildProcess collector;

    @BeforeAll
    static void startTask() throws Exception {
        testbed = Testbed.start();
        task = testbed.task(MonitoredStacks.fargate(), "--scenario=fargate");
    }

    @AfterAll
    static void end() {
        if (testbed != null) {
            testbed.close();
        }
    }

    @AfterEach
    void stopCollector() {
        testbed.aws().endOutage();
        collector.kill();
    }

    @Test
    void signatureForAnotherRegionIsRejected() throws Exception {
        collector = task.startCollector(CollectorOverrides.AT_ONCE.with("AMP_REGION", "us-west-2"));
        assertLogged(
                "failed to send WriteRequest to remote endpoint",
                "403 Forbidden",
                "Credential should be scoped to a valid region.");
        assertLogged(
                "Exporting failed. Dropping data.", "Permanent error: remote write request failed", "dropped_items");
    }

    @Test
    void wrongSecretKeyIsRejected() throws Exception {
        collector = task.startCollector(CollectorOverrides.AT_ONCE.with("AWS_SECRET_ACCESS_KEY", "another"));
        assertLogged(
                "failed to send WriteRequest to remote endpoint",
                "403 Forbidden",
                "The request signature we calculated does not match");
        assertLogged(
                "Exporting failed. Dropping data.", "Permanent error: remote write request failed", "dropped_items");
    }

    @Test
    void collectorDoesNotStartWithoutCredentials() throws Exception {
        collector = task.startCollector(
                CollectorOverrides.AT_ONCE.without("AWS_ACCESS_KEY_ID").without("AWS_SECRET_ACCESS_KEY"));
        assertExitsWith("extensions::sigv4auth: could not retrieve credential provider");
    }

    @Test
    void collectorDoesNotStartWithoutTaskMetadata() throws Exception {
        collector = task.startCollector(
                CollectorOverrides.AT_ONCE.with("ECS_CONTAINER_METADATA_URI_V4", "http://127.0.0.1:9/v4/none"));
        assertExitsWith("failed to start \"resource_detection\" processor: unable to fetch task metadata");
    }

    @Test
    void collectorDoesNotStartWithAnInvalidConfiguration() throws Exception {
        collector = task.startCollector(CollectorOverrides.AT_ONCE.with(
                "AOT_CONFIG_CONTENT", "receivers:\n  prometheus:\n    config:\n      scrape: 1\n"));
        assertExitsWith("'receivers' error reading configuration for \"prometheus\"");
    }

    @Test
    void samplesAboveTheSeriesQuotaAreDropped() throws Exception {
        testbed.aws()
                .startOutage(
                        400,
                        "maxSeries: per-user series limit of 50000000 exceeded, please contact administrator to raise it");
        collector = task.startCollector(CollectorOverrides.AT_ONCE);
        assertLogged("failed to send WriteRequest to remote endpoint", "400 Bad Request", "per-user series limit");
        assertLogged(
                "Exporting failed. Dropping data.", "Permanent error: remote write request failed", "dropped_items");
    }

    /** Attempts without a response are not logged; the end of the retries is, after 300 s and here after 8 s. */
    @Test
    void failedNameResolutionIsLoggedWhenTheRetriesEnd() throws Exception {
        collector = task.startCollector(CollectorOverrides.AT_ONCE
                .configured(" timeout: 310s", " timeout: 18s")
                .configured("max_elapsed_time: 300s", "max_interval: 8s\n      max_elapsed_time: 8s")
                .with(
                        "AMP_REMOTE_WRITE_URL",
                        "https://aps-workspaces.eu-west-1.amazonaws.com" + AwsEmulator.WORKSPACE
                                + "/api/v1/remote_write"));
        Await.until(
                "queued batches",
                () -> QUEUE.matcher(String.valueOf(task.get(8888, "/metrics"))).find(),
                collector::toString);
        assertLogged("Exporting failed. Dropping data.", "dial tcp: lookup aps-workspaces.eu-west-1.amazonaws.com");
        assertThat(collector.log()).doesNotContain("failed to send WriteRequest");
    }

    @Test
    void killedExporterIsReportedAsDown() throws Exception {
        collector = task.startCollector(CollectorOverrides.AT_ONCE);
        String up = "up{job='node'}";
        Await.until("the exporter is up", () -> isLastValue(up, "1"), testbed::describe);
        task.exporter().kill();
        Await.until("the exporter is down", () -> isLastValue(up, "0"), testbed::describe);
        assertLogged("Failed to scrape Prometheus endpoint", "127.0.0.1:9100");
    }

    private static boolean isLastValue(String selector, String value) throws Exception {
        List<ReceivedSeries> series = testbed.prometheus().series(selector);
        return !series.isEmpty() && series.get(0).last().value().equals(value);
    }

    private void assertLogged(String... parts) throws Exception {
        Await.until("a line with " + List.of(parts), () -> line(parts) != null, collector::toString);
        MeasurementLog.print("log line: %s", line(parts).replaceAll(",\"stacktrace\".*", "…"));
    }

    /** The first log line that contains all parts. */
    private String line(String... parts) {
        return collector
                .log()
                .lines()
                .filter(line -> List.of(parts).stream().allMatch(line::contains))
                .findFirst()
                .orElse(null);
    }

    private void assertExitsWith(String reason) throws Exception {
        assertThat(collector.awaitEnd(120)).as("exit within 120 s").isTrue();
        assertThat(collector.exitValue()).isEqualTo(1);
        assertThat(collector.log()).contains(reason);
        assertLogged(reason);
    }
}
