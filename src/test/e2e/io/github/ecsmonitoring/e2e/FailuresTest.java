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

/**
 * What can go wrong between a task and its workspace, each with the line of the collector's log (or the series) that
 * tells it.
 */
@Tag("e2e")
@Timeout(900)
class FailuresTest {
    private static final Pattern QUEUE =
            Pattern.compile("otelcol_exporter_queue_size\\{.*prometheus_remote_write/scrape.*} [1-9]");

    private static World world;
    private static Task task;
    private Started collector;

    @BeforeAll
    static void startTask() throws Exception {
        world = World.start();
        task = world.task(Stacks.fargate(), "--scenario=fargate");
    }

    @AfterAll
    static void end() {
        if (world != null) {
            world.close();
        }
    }

    @AfterEach
    void stopCollector() {
        world.aws().outageEnds();
        collector.kill();
    }

    @Test
    void aSignatureForAnotherRegionIsRefused() throws Exception {
        collector = task.startCollector(Change.AT_ONCE.with("AMP_REGION", "us-west-2"));
        says(
                "failed to send WriteRequest to remote endpoint",
                "403 Forbidden",
                "Credential should be scoped to a valid region.");
        says("Exporting failed. Dropping data.", "Permanent error: remote write request failed", "dropped_items");
    }

    @Test
    void aWrongSecretKeyIsRefused() throws Exception {
        collector = task.startCollector(Change.AT_ONCE.with("AWS_SECRET_ACCESS_KEY", "another"));
        says(
                "failed to send WriteRequest to remote endpoint",
                "403 Forbidden",
                "The request signature we calculated does not match");
        says("Exporting failed. Dropping data.", "Permanent error: remote write request failed", "dropped_items");
    }

    @Test
    void withoutCredentialsTheCollectorDoesNotStart() throws Exception {
        collector =
                task.startCollector(Change.AT_ONCE.without("AWS_ACCESS_KEY_ID").without("AWS_SECRET_ACCESS_KEY"));
        ends("extensions::sigv4auth: could not retrieve credential provider");
    }

    @Test
    void withoutTheTasksMetadataTheCollectorDoesNotStart() throws Exception {
        collector =
                task.startCollector(Change.AT_ONCE.with("ECS_CONTAINER_METADATA_URI_V4", "http://127.0.0.1:9/v4/none"));
        ends("failed to start \"resource_detection\" processor: unable to fetch task metadata");
    }

    @Test
    void withABrokenConfigurationTheCollectorDoesNotStart() throws Exception {
        collector = task.startCollector(
                Change.AT_ONCE.with("AOT_CONFIG_CONTENT", "receivers:\n  prometheus:\n    config:\n      scrape: 1\n"));
        ends("'receivers' error reading configuration for \"prometheus\"");
    }

    @Test
    void aWorkspaceWithTooManySeriesRefusesSamples() throws Exception {
        world.aws()
                .outage(
                        400,
                        "maxSeries: per-user series limit of 50000000 exceeded, please contact administrator to raise it");
        collector = task.startCollector(Change.AT_ONCE);
        says("failed to send WriteRequest to remote endpoint", "400 Bad Request", "per-user series limit");
        says("Exporting failed. Dropping data.", "Permanent error: remote write request failed", "dropped_items");
    }

    /** Attempts without an answer are not logged, only their end is: after 300 s, here after 8 s. */
    @Test
    void aNameThatIsNotResolvedIsToldWhenTheRetriesEnd() throws Exception {
        collector = task.startCollector(Change.AT_ONCE
                .configured(" timeout: 310s", " timeout: 18s")
                .configured("max_elapsed_time: 300s", "max_interval: 8s\n      max_elapsed_time: 8s")
                .with(
                        "AMP_REMOTE_WRITE_URL",
                        "https://aps-workspaces.eu-west-1.amazonaws.com" + Aws.WORKSPACE + "/api/v1/remote_write"));
        Await.until(
                "batches wait",
                () -> QUEUE.matcher(String.valueOf(task.get(8888, "/metrics"))).find(),
                collector::toString);
        says("Exporting failed. Dropping data.", "dial tcp: lookup aps-workspaces.eu-west-1.amazonaws.com");
        assertThat(collector.log()).doesNotContain("failed to send WriteRequest");
    }

    @Test
    void anExporterThatIsGoneIsDown() throws Exception {
        collector = task.startCollector(Change.AT_ONCE);
        String up = "up{job='node'}";
        Await.until("the exporter is up", () -> lastIs(up, "1"), world::describe);
        task.exporter().kill();
        Await.until("the exporter is down", () -> lastIs(up, "0"), world::describe);
        says("Failed to scrape Prometheus endpoint", "127.0.0.1:9100");
    }

    private static boolean lastIs(String selector, String value) throws Exception {
        List<Series> series = world.prometheus().series(selector);
        return !series.isEmpty() && series.get(0).last().value().equals(value);
    }

    private void says(String... parts) throws Exception {
        Await.until("a line with " + List.of(parts), () -> line(parts) != null, collector::toString);
        Figures.say("log line: %s", line(parts).replaceAll(",\"stacktrace\".*", "…"));
    }

    /** The first line of the log that has all of them. */
    private String line(String... parts) {
        return collector
                .log()
                .lines()
                .filter(line -> List.of(parts).stream().allMatch(line::contains))
                .findFirst()
                .orElse(null);
    }

    private void ends(String reason) throws Exception {
        assertThat(collector.awaitEnd(120)).as("the collector ends").isTrue();
        assertThat(collector.exitValue()).isEqualTo(1);
        assertThat(collector.log()).contains(reason);
        says(reason);
    }
}
