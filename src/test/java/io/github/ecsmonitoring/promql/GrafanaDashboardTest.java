package io.github.ecsmonitoring.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmonitoring.Synth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrafanaDashboardTest {
    private static List<String> reads(String json) {
        return GrafanaDashboard.metrics(json).reads().stream()
                .map(read -> read.place() + ": "
                        + read.selector()
                                .metric()
                                .orElseGet(() -> read.selector().names().toString()))
                .toList();
    }

    @Test
    void readsPanelsRowsAnnotationsAndVariables() {
        assertThat(reads("""
                {
                \t"title": "Orders",
                  "templating": {"list": [
                    {"name": "ds", "type": "datasource", "query": "prometheus"},
                    {"name": "logs", "type": "datasource", "query": "loki"},
                    {"name": "job", "type": "query", "query": {"query": "label_values(orders_total{job=~\\"$x\\"}, job)", "refId": "A"}},
                    {"name": "env", "type": "query", "query": "label_values(environment)"},
                    {"name": "top", "type": "query", "query": "query_result(topk(5, node_load1))"},
                    {"name": "any", "type": "query", "query": "metrics(node_network_)"},
                    {"name": "metric", "type": "custom", "query": "CPU : node_load5, node_load15,5"},
                    {"name": "streams", "type": "query", "datasource": "$logs", "query": "label_values(app)"}
                  ]},
                  "annotations": {"list": [{"datasource": {"type": "prometheus", "uid": "${ds}"}, "expr": "ALERTS{alertstate=\\"firing\\"}"}]},
                  "panels": [
                    {"type": "timeseries", "title": "Orders", "datasource": {"type": "prometheus", "uid": "$ds"},
                     "targets": [{"expr": "sum(rate(orders_total[$__rate_interval]))"}, {"expr": ""}, {"refId": "C"}]},
                    {"type": "row", "title": "Closed", "panels": [
                      {"type": "stat", "title": "Load", "targets": [{"datasource": "${ds}", "expr": "node_load1 \\u003e 5"}]}]},
                    {"type": "logs", "title": "Log", "datasource": {"type": "loki", "uid": "x"}, "targets": [{"expr": "{app=\\"orders\\"} |= \\"error\\""}]},
                    {"type": "logs", "title": "Log", "datasource": "$logs", "targets": [{"expr": "{app=\\"orders\\"} |= \\"error\\""}]},
                    {"type": "timeseries", "title": "AMP", "datasource": {"type": "grafana-amazonprometheus-datasource"}, "targets": [{"expr": "ecs_up"}]}
                  ]
                }
                """))
                .containsExactly(
                        "dashboard Orders, variable job: orders_total",
                        "dashboard Orders, variable top: node_load1",
                        "dashboard Orders, variable any: [PromqlMatcher[label=__name__, operator=MATCHES, value=node_network_.*]]",
                        "dashboard Orders, variable metric: node_load5",
                        "dashboard Orders, variable metric: node_load15",
                        "dashboard Orders: ALERTS",
                        "dashboard Orders, panel Orders: orders_total",
                        "dashboard Orders, panel Load: node_load1",
                        "dashboard Orders, panel AMP: ecs_up");
    }

    @Test
    void ignoresCloudWatchAndXRay() {
        assertThat(reads("""
                {
                  "title": "Orders",
                  "templating": {"list": [
                    {"name": "cw", "type": "datasource", "query": "cloudwatch"},
                    {"name": "region", "type": "query", "datasource": {"type": "cloudwatch", "uid": "ecs-monitoring-cloudwatch"},
                     "query": {"queryType": "regions", "refId": "A"}},
                    {"name": "cluster", "type": "query", "datasource": {"type": "cloudwatch", "uid": "${cw}"},
                     "query": "dimension_values($region, AWS/ECS, CPUUtilization, ClusterName)"},
                    {"name": "metric", "type": "query", "datasource": "$cw", "query": "metrics(AWS/ECS)"},
                    {"name": "group", "type": "query", "datasource": {"type": "grafana-x-ray-datasource", "uid": "ecs-monitoring-xray"},
                     "query": "groups()"}
                  ]},
                  "panels": [
                    {"type": "timeseries", "title": "CPU", "datasource": {"type": "cloudwatch", "uid": "${cw}"},
                     "targets": [{"namespace": "AWS/ECS", "metricName": "CPUUtilization", "expression": "SUM(METRICS())"},
                                 {"queryMode": "Logs", "expression": "fields @message | filter @message like /error/"}]},
                    {"type": "nodeGraph", "title": "Services", "datasource": {"type": "grafana-x-ray-datasource", "uid": "ecs-monitoring-xray"},
                     "targets": [{"queryType": "getServiceMap", "query": "service(\\"orders\\")"}]},
                    {"type": "timeseries", "title": "Both", "datasource": {"type": "datasource", "uid": "-- Mixed --"},
                     "targets": [{"datasource": {"type": "cloudwatch", "uid": "${cw}"}, "sqlExpression": "SELECT MAX(CPUUtilization)"},
                                 {"datasource": {"type": "prometheus", "uid": "ecs-monitoring-prometheus"}, "expr": "ecs_up"},
                                 {"datasource": {"type": "__expr__", "uid": "__expr__"}, "type": "math", "expression": "$A / $B"}]}
                  ]
                }
                """)).containsExactly("dashboard Orders, panel Both: ecs_up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "rate(a[$__rate_interval])                                 ; a",
                "rate(a[${__rate_interval}])                               ; a",
                "rate(a[[[interval]]])                                     ; a",
                "avg_over_time(a[$__range:$step]) / $__range_s             ; a",
                "max_over_time(a[1h:[[step]]])                             ; a",
                "a offset $shift                                           ; a",
                "a{job=~\"$job\",x=\"[[x]]\",y=~\"${y:regex}\"}            ; a",
                "topk($k, a) > ${threshold}                                ; a",
                "sum by ($label, ${other}) (a)                             ; a",
                "$aggregation(a)                                           ; a",
                "$aggregation by (x) (a)                                   ; a",
                "${function}_over_time(a[5m])                              ; a",
                "$function(a[5m])                                          ; a",
                "a * $factor + [[b]]                                       ; a",
                "node_${device}_info                                       ; node_.*_info",
                "node_network_[[way]]_bytes_total{x=\"$y\"}                ; node_network_.*_bytes_total",
                "rate($metric[5m])                                         ; .*",
                "sum($metric)                                              ; .*",
                "${metric}{job=\"x\"}                                      ; .*",
                "{__name__=~\"node_${x}_.*\"}                              ; node_.*_.*",
                "{__name__=\"node_${x}\"}                                  ; node_.*",
            })
    void variablesMayStandAnywhere(String expr, String name) throws Exception {
        String json = "{\"panels\": [{\"targets\": [{\"expr\": " + Synth.JSON.writeValueAsString(expr) + "}]}]}";
        assertThat(GrafanaDashboard.metrics(json).reads())
                .extracting(read -> read.selector().names().get(0).value())
                .containsExactly(name);
    }

    @Test
    void readsTheLibrarysDashboards() throws Exception {
        MetricUse task = GrafanaDashboard.metrics(Files.readString(Path.of("../dashboards/ecs-task.json")));
        assertThat(task.reads())
                .hasSizeGreaterThan(50)
                .extracting(
                        read -> read.place() + ": " + read.selector().metric().orElseThrow())
                .contains("dashboard ECS task, variable ecs_cluster: ecs_up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "text", "5"})
    void rejectsWhatIsNoDashboard(String json) {
        assertThatThrownBy(() -> GrafanaDashboard.metrics(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a dashboard must be a JSON object, got \"" + json + "\"");
    }

    @Test
    void rejectsInvalidJsonAndPromql() {
        assertThatThrownBy(() -> GrafanaDashboard.metrics("{\"panels\": ["))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a dashboard must be JSON: ");
        assertThatThrownBy(
                        () -> GrafanaDashboard.metrics(
                                "{\"title\": \"A\", \"panels\": [{\"title\": \"B\", \"type\": \"stat\", \"targets\": [{\"expr\": \"sum(up\"}]}]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dashboard A, panel B: expr must be PromQL, got \"sum(up\": at character 7: unexpected the end of the expression, "
                                + "expected an operator, \",\" or \")\"");
    }
}
