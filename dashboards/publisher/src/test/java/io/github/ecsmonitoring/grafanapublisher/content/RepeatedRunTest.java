package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import io.github.ecsmonitoring.grafanapublisher.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs after and beside each other. */
class RepeatedRunTest {

    @ParameterizedTest
    @EnumSource
    void twoRunsAtOnceEndInTheDesiredStateWithoutAFailure(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.withPlugins(behaviour)) {
            for (Report report : atOnce(lab.publisher(), lab.publisher())) {
                assertThat(report.failed()).as(Lab.text(report)).isFalse();
            }
            assertThat(lab.publish(Example.content())).doesNotContain("CREATED", "UPDATED", "KEPT", "FAILED");
        }
    }

    private static List<Report> atOnce(ContentPublisher one, ContentPublisher other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier start = new CyclicBarrier(2);
            List<Future<Report>> runs =
                    List.of(threads.submit(() -> publishAt(start, one)), threads.submit(() -> publishAt(start, other)));
            return List.of(runs.get(0).get(), runs.get(1).get());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Report publishAt(CyclicBarrier start, ContentPublisher publisher) throws Exception {
        start.await();
        return publisher.publish(Example.content(), OwnContent.NONE);
    }

    @Test
    void anotherRunBetweenTheLookAndTheWriteIsNoConflictForPeople() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V12)) {
            for (String call : List.of("POST /api/datasources", "POST /api/folders", "POST /api/dashboards/db")) {
                lab.grafana.before(call, () -> lab.publish(Example.content()));
            }
            assertThat(lab.publish(Example.content())).doesNotContain("KEPT", "FAILED");
            assertThat(lab.publish(Example.content())).doesNotContain("CREATED", "UPDATED", "KEPT", "FAILED");
        }
    }

    @Test
    void theNextRunRepairsAnIncompleteOne() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V12)) {
            lab.grafana.faults().always("POST /api/folders", Fault.SERVER_ERROR);
            assertThat(lab.publish(Example.content())).contains("folder ecs-monitoring FAILED");
            lab.grafana.faults().once("POST /api/folders", Fault.SERVER_ERROR);
            assertThat(lab.publish(Example.content())).endsWith("""
                    folder ecs-monitoring CREATED
                    dashboard ecs-task CREATED
                    dashboard ecs-node CREATED
                    """);
        }
    }

    /** CloudFormation rolls back by an update to the old properties, after an update that may be half done. */
    @ParameterizedTest
    @EnumSource
    void aRollbackAfterAPartialFailureRestoresTheOldState(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.withPlugins(behaviour)) {
            lab.publish(Example.content());
            DesiredContent next = new DesiredContent(
                    List.of(),
                    List.of(Example.prometheus(), Example.cloudWatch()),
                    List.of(new DesiredContent.Folder("ecs-monitoring", "Containers")),
                    List.of(Example.dashboard("ecs-task", "ECS tasks"), Example.dashboard("ecs-new", "New")));
            OwnContent nextOwn = new OwnContent(
                    List.of("ecs-monitoring-prometheus", "ecs-monitoring-cloudwatch"),
                    List.of("ecs-monitoring"),
                    List.of("ecs-task", "ecs-new"));
            lab.grafana.faults().always("DELETE /api/datasources/uid/ecs-monitoring-xray", Fault.FORBIDDEN);
            assertThat(lab.publish(next, Example.own()))
                    .contains("dashboard ecs-new CREATED", "dashboard ecs-node DELETED", "xray FAILED");

            assertThat(lab.publish(Example.content(), nextOwn)).endsWith("""
                    data source ecs-monitoring-prometheus UNCHANGED
                    data source ecs-monitoring-xray UNCHANGED
                    folder ecs-monitoring UPDATED
                    dashboard ecs-task UPDATED
                    dashboard ecs-node CREATED
                    dashboard ecs-new DELETED
                    data source ecs-monitoring-cloudwatch DELETED
                    """);
            assertThat(lab.publish(Example.content(), nextOwn)).doesNotContain("CREATED", "UPDATED", "FAILED");
        }
    }

    @Test
    void anUnreachableGrafanaFailsEachItemWithTheReason() throws Exception {
        Lab lab = Lab.with(Behaviour.V12);
        lab.close();
        String outcome = lab.publish(Example.onlyDataSources(Example.cloudWatch()), Example.own());
        assertThat(outcome.lines())
                .hasSize(6)
                .allMatch(line -> line.contains(" FAILED: GET /api/health was not answered: ")
                        && line.endsWith("(attempt 6 of 6)"));
    }

    @Test
    void afterTheDeadlineTheRestFailsAtOnce() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V12)) {
            ContentPublisher publisher = lab.publisher();
            lab.grafana.before("POST /api/folders", () -> lab.clock.pause(Duration.ofMinutes(15)));
            assertThat(Lab.text(publisher.publish(Example.content(), OwnContent.NONE)))
                    .endsWith("""
                            folder ecs-monitoring CREATED
                            dashboard ecs-task FAILED: GET /api/dashboards/uid/ecs-task was not sent: no time is left to \
                            this invocation
                            dashboard ecs-node FAILED: GET /api/dashboards/uid/ecs-node was not sent: no time is left to \
                            this invocation
                            """);
        }
    }
}
