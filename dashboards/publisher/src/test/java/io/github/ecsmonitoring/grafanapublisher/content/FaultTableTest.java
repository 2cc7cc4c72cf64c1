package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.ecsmonitoring.grafanapublisher.content.DesiredContent.Folder;
import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import io.github.ecsmonitoring.grafanapublisher.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The outcome for an item if one of its calls fails: after one failure, and after a slash if it fails each time. A
 * time-out and a half-written answer hit a call that was processed; after the other faults it was not.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultTableTest {
    /** On a busy machine it causes further time-outs, of which a call survives some with the same outcome. */
    private static final Duration TIMEOUT = Duration.ofMillis(250);

    private static final DesiredContent NOTHING = new DesiredContent(List.of(), List.of(), List.of(), List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            call                                                  | 401             | 403             | 409             | 412             | 429             | 500             | time-out        | half-written
            GET /api/health                                       | FAILED/FAILED   | FAILED/FAILED   | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED
            GET /api/plugins/grafana-x-ray-datasource/settings    | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED
            POST /api/plugins/grafana-x-ray-datasource/install    | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED
            GET /api/datasources                                  | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED
            GET /api/datasources/uid/ecs-monitoring-cloudwatch    | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED
            POST /api/datasources                                 | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/CREATED | CREATED/CREATED
            PUT /api/datasources/uid/ecs-monitoring-cloudwatch    | FAILED/FAILED   | FAILED/FAILED   | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/UPDATED | UPDATED/UPDATED
            DELETE /api/datasources/uid/ecs-monitoring-cloudwatch | FAILED/FAILED   | FAILED/FAILED   | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/DELETED | DELETED/DELETED
            GET /api/folders/ecs-monitoring                       | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED
            POST /api/folders                                     | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/CREATED | CREATED/CREATED
            PUT /api/folders/ecs-monitoring                       | FAILED/FAILED   | FAILED/FAILED   | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/UPDATED | UPDATED/UPDATED
            GET /api/folders/ecs-monitoring/counts                | FAILED/FAILED   | FAILED/FAILED   | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED
            DELETE /api/folders/ecs-monitoring                    | FAILED/FAILED   | FAILED/FAILED   | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/DELETED | DELETED/DELETED
            GET /api/dashboards/uid/ecs-task                      | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED
            GET /api/dashboards/uid/ecs-task/versions             | FAILED/FAILED   | FAILED/FAILED   | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/FAILED  | UPDATED/FAILED
            POST /api/dashboards/db                               | FAILED/FAILED   | FAILED/FAILED   | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/FAILED  | CREATED/CREATED | CREATED/CREATED
            DELETE /api/dashboards/uid/ecs-task                   | FAILED/FAILED   | FAILED/FAILED   | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/FAILED  | DELETED/DELETED | DELETED/DELETED
            """)
    void outcomes(
            String call,
            String unauthorized,
            String forbidden,
            String conflict,
            String preconditionFailed,
            String tooManyRequests,
            String serverError,
            String timeOut,
            String halfWritten)
            throws Exception {
        List<String> expected = List.of(
                unauthorized,
                forbidden,
                conflict,
                preconditionFailed,
                tooManyRequests,
                serverError,
                timeOut,
                halfWritten);
        assertThat(row(call)).isEqualTo(String.join(" | ", expected));
    }

    private static String row(String call) throws Exception {
        StringBuilder row = new StringBuilder();
        for (Fault fault : Fault.values()) {
            row.append(row.isEmpty() ? "" : " | ")
                    .append(outcome(call, fault, true))
                    .append('/')
                    .append(outcome(call, fault, false));
        }
        return row.toString();
    }

    private static String outcome(String call, Fault fault, boolean once) throws Exception {
        try (Lab lab = fault == Fault.TIME_OUT ? Lab.withTimeout(Behaviour.V12, TIMEOUT) : Lab.with(Behaviour.V12)) {
            Run run = Run.of(call);
            run.prepare(lab);
            if (once) {
                lab.grafana.faults().once(call, fault);
            } else {
                lab.grafana.faults().always(call, fault);
            }
            String outcomes = run.outcomes(lab);
            assertThat(lab.grafana.calls()).contains(call + " ");
            return outcomes;
        }
    }

    /** The run that makes a call, and the state before it. */
    private record Run(DesiredContent before, DesiredContent desired, OwnContent earlier) {
        static Run of(String call) {
            return call.startsWith("DELETE") || call.endsWith("counts") ? removal(call) : publication(call);
        }

        private static Run publication(String call) {
            if (call.contains("plugins")) {
                return new Run(
                        NOTHING,
                        new DesiredContent(List.of(Example.X_RAY), List.of(), List.of(), List.of()),
                        OwnContent.NONE);
            }
            if (call.contains("folders")) {
                Run run = new Run(Example.onlyFolder("ECS"), Example.onlyFolder("Containers"), OwnContent.NONE);
                return call.startsWith("PUT") ? run : run.fromNothing();
            }
            if (call.contains("dashboards")) {
                Run run = new Run(topLevel("ECS task"), topLevel("ECS tasks"), OwnContent.NONE);
                return call.endsWith("versions") ? run : run.fromNothing();
            }
            JsonObject changed = Example.cloudWatch();
            changed.addProperty("url", "https://monitoring.example.com");
            Run run = new Run(
                    Example.onlyDataSources(Example.cloudWatch()), Example.onlyDataSources(changed), OwnContent.NONE);
            return call.startsWith("PUT") ? run : run.fromNothing();
        }

        private static Run removal(String call) {
            if (call.contains("folders")) {
                return new Run(
                        Example.onlyFolder("ECS"),
                        NOTHING,
                        new OwnContent(List.of(), List.of("ecs-monitoring"), List.of()));
            }
            return call.contains("dashboards")
                    ? new Run(topLevel("ECS task"), NOTHING, new OwnContent(List.of(), List.of(), List.of("ecs-task")))
                    : new Run(
                            Example.onlyDataSources(Example.cloudWatch()),
                            NOTHING,
                            new OwnContent(List.of("ecs-monitoring-cloudwatch"), List.of(), List.of()));
        }

        private static DesiredContent topLevel(String title) {
            return new DesiredContent(
                    List.of(), List.of(), List.<Folder>of(), List.of(Example.dashboard("ecs-task", title, "")));
        }

        private Run fromNothing() {
            return new Run(NOTHING, desired, earlier);
        }

        void prepare(Lab lab) {
            lab.publish(before);
            lab.grafana.calls();
        }

        String outcomes(Lab lab) {
            return lab.publisher().publish(desired, earlier).entries().stream()
                    .map(entry -> entry.outcome().name())
                    .collect(Collectors.joining(" "));
        }
    }
}
