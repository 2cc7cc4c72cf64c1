package io.github.ecsmonitoring.grafanapublisher.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.grafanapublisher.standin.Behaviour;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All calls of a run, each with the status of its answer. */
class CallSequenceTest {

    @Test
    void firstRunCreatesAllInTheOrderOfItsDependencies() throws Exception {
        try (Lab lab = Lab.with(Behaviour.V12)) {
            assertThat(lab.publish(Example.content())).isEqualTo("""
                    plugin grafana-amazonprometheus-datasource CREATED
                    plugin grafana-x-ray-datasource CREATED
                    data source ecs-monitoring-prometheus CREATED
                    data source ecs-monitoring-xray CREATED
                    folder ecs-monitoring CREATED
                    dashboard ecs-task CREATED
                    dashboard ecs-node CREATED
                    """);
            assertThat(withoutRepetitions(lab.grafana.calls())).isEqualTo("""
                    GET /api/health 200
                    GET /api/plugins/grafana-amazonprometheus-datasource/settings 404
                    POST /api/plugins/grafana-amazonprometheus-datasource/install 200
                    GET /api/plugins/grafana-amazonprometheus-datasource/settings 404 (36 times)
                    GET /api/plugins/grafana-amazonprometheus-datasource/settings 200
                    GET /api/plugins/grafana-x-ray-datasource/settings 404
                    POST /api/plugins/grafana-x-ray-datasource/install 200
                    GET /api/plugins/grafana-x-ray-datasource/settings 404 (36 times)
                    GET /api/plugins/grafana-x-ray-datasource/settings 200
                    GET /api/datasources/uid/ecs-monitoring-prometheus 404
                    GET /api/datasources 200
                    POST /api/datasources 200
                    GET /api/datasources/uid/ecs-monitoring-xray 404
                    GET /api/datasources 200
                    POST /api/datasources 200
                    GET /api/folders/ecs-monitoring 404
                    POST /api/folders 200
                    GET /api/dashboards/uid/ecs-task 404
                    POST /api/dashboards/db 200
                    GET /api/dashboards/uid/ecs-node 404
                    POST /api/dashboards/db 200
                    """);
        }
    }

    @ParameterizedTest
    @EnumSource
    void secondRunOnlyReads(Behaviour behaviour) throws Exception {
        try (Lab lab = Lab.with(behaviour)) {
            lab.publish(Example.content());
            lab.grafana.calls();
            lab.publish(Example.content(), Example.own());
            assertThat(lab.grafana.calls()).isEqualTo("""
                    GET /api/health 200
                    %sGET /api/plugins/grafana-x-ray-datasource/settings 200
                    GET /api/datasources/uid/ecs-monitoring-prometheus 200
                    GET /api/datasources/uid/ecs-monitoring-xray 200
                    GET /api/folders/ecs-monitoring 200
                    GET /api/dashboards/uid/ecs-task 200
                    GET /api/dashboards/uid/ecs-task/versions 200
                    GET /api/dashboards/uid/ecs-node 200
                    GET /api/dashboards/uid/ecs-node/versions 200
                    """.formatted(
                            behaviour == Behaviour.V10_4
                                    ? ""
                                    : "GET /api/plugins/grafana-amazonprometheus-datasource/settings 200\n"));
        }
    }

    @Test
    void removalDeletesAllAndAsksBeforeEachDeletion() throws Exception {
        try (Lab lab = Lab.withPlugins(Behaviour.V12)) {
            lab.publish(Example.content());
            lab.grafana.calls();
            assertThat(lab.remove(Example.own())).isEqualTo("""
                    dashboard ecs-task DELETED
                    dashboard ecs-node DELETED
                    folder ecs-monitoring DELETED
                    data source ecs-monitoring-prometheus DELETED
                    data source ecs-monitoring-xray DELETED
                    """);
            assertThat(lab.grafana.calls()).isEqualTo("""
                    GET /api/dashboards/uid/ecs-task 200
                    GET /api/dashboards/uid/ecs-task/versions 200
                    DELETE /api/dashboards/uid/ecs-task 200
                    GET /api/dashboards/uid/ecs-node 200
                    GET /api/dashboards/uid/ecs-node/versions 200
                    DELETE /api/dashboards/uid/ecs-node 200
                    GET /api/folders/ecs-monitoring 200
                    GET /api/folders/ecs-monitoring/counts 200
                    DELETE /api/folders/ecs-monitoring 200
                    GET /api/datasources/uid/ecs-monitoring-prometheus 200
                    DELETE /api/datasources/uid/ecs-monitoring-prometheus 200
                    GET /api/datasources/uid/ecs-monitoring-xray 200
                    DELETE /api/datasources/uid/ecs-monitoring-xray 200
                    """);
        }
    }

    /** Polling for a plugin in one line. */
    private static String withoutRepetitions(String calls) {
        return Pattern.compile("(?m)^(GET .* 404\\n)(?:\\1)+")
                .matcher(calls)
                .replaceAll(match ->
                        match.group(1).strip() + " (" + match.group().lines().count() + " times)\n");
    }
}
