package io.github.ecsmonitoring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task in us-east-1 writes to a hub of another account in ap-east-1, with a role of that account. */
@Tag("e2e")
@Timeout(900)
class HubWriterTest {
    private static Testbed testbed;
    private static RunningTask task;
    private ChildProcess collector;

    @BeforeAll
    static void startTask() throws Exception {
        testbed = Testbed.start();
        task = testbed.task(MonitoredStacks.writerToHub(), "--scenario=fargate");
    }

    @AfterAll
    static void end() {
        if (testbed != null) {
            testbed.close();
        }
    }

    @AfterEach
    void stopCollector() {
        collector.kill();
    }

    @Test
    void samplesArriveSignedByTheAssumedRoleForTheHubsRegion() throws Exception {
        Instant start = Instant.now();
        collector = task.startCollector(CollectorOverrides.AT_ONCE);
        Await.until(
                "samples", () -> !testbed.prometheus().series("up{job='node'}").isEmpty(), testbed::describe);
        assertThat(since(start, AwsEmulator.HUB + "/api/v1/remote_write"))
                .isNotEmpty()
                .allMatch(response -> response.status() < 300);
        assertThat(since(start, AwsEmulator.WORKSPACE + "/api/v1/remote_write")).isEmpty();
        assertThat(since(start, "/"))
                .extracting(AwsEmulator.Response::body)
                .isNotEmpty()
                .allMatch(request -> request.startsWith("Action=AssumeRole&")
                        && request.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Fprometheus-writer"));
    }

    private static List<AwsEmulator.Response> since(Instant start, String path) {
        return testbed.aws().responses(path).stream()
                .filter(response -> response.at().isAfter(start))
                .toList();
    }

    @Test
    void signatureForAnotherRegionIsRejected() throws Exception {
        collector = task.startCollector(
                CollectorOverrides.AT_ONCE.configured("region: \"${env:AMP_REGION}\"", "region: eu-west-1"));
        assertLogged("403 Forbidden", "Credential should be scoped to a valid region.");
    }

    @Test
    void collectorDoesNotStartIfItMayNotAssumeTheRole() throws Exception {
        collector = task.startCollector(
                CollectorOverrides.AT_ONCE.with("AMP_WRITER_ROLE_ARN", "arn:aws:iam::444455556666:role/another"));
        assertThat(collector.awaitEnd(120)).as("exit within 120 s").isTrue();
        assertThat(collector.exitValue()).isEqualTo(1);
        assertLogged(
                "extensions::sigv4auth: could not retrieve credential provider",
                "AssumeRole",
                "StatusCode: 403",
                "not authorized to perform: sts:AssumeRole");
    }

    @Test
    void collectorDoesNotStartIfStsCannotBeReached() throws Exception {
        collector = task.startCollector(CollectorOverrides.AT_ONCE.with("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:9"));
        assertThat(collector.awaitEnd(120)).as("exit within 120 s").isTrue();
        assertThat(collector.exitValue()).isEqualTo(1);
        assertLogged(
                "extensions::sigv4auth: could not retrieve credential provider", "AssumeRole", "connection refused");
    }

    private void assertLogged(String... parts) throws Exception {
        Await.until(
                "a line with " + List.of(parts),
                () -> collector
                        .log()
                        .lines()
                        .anyMatch(line -> List.of(parts).stream().allMatch(line::contains)),
                collector::toString);
    }
}
