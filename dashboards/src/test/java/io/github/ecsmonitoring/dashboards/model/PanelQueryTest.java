package io.github.ecsmonitoring.dashboards.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PanelQueryTest {
    @Test
    void readsAMetricOfCloudWatchInARegionForEachValueOfADimension() {
        assertThat(target(CloudWatchQuery.of("AWS/ECS", "CPUUtilization", "SampleCount", "running tasks")
                        .region("${one_region}")
                        .dimension("ServiceName", "*")
                        .dimension("ClusterName", "shop")))
                .isEqualTo("""
                        {
                          "refId": "A",
                          "id": "",
                          "queryMode": "Metrics",
                          "metricQueryType": 0,
                          "metricEditorMode": 0,
                          "region": "${one_region}",
                          "namespace": "AWS/ECS",
                          "metricName": "CPUUtilization",
                          "statistic": "SampleCount",
                          "dimensions": {"ClusterName": "shop", "ServiceName": "*"},
                          "matchExact": true,
                          "period": "60",
                          "expression": "",
                          "label": "running tasks"
                        }
                        """);
    }

    @Test
    void readsTracesOfXRayInARegion() {
        assertThat(target(XRayQuery.traces("service(\"orders\")", "eu-west-1"))).isEqualTo("""
                        {
                          "refId": "A",
                          "queryType": "getTraceSummaries",
                          "query": "service(\\"orders\\")",
                          "region": "eu-west-1",
                          "columns": ["all"],
                          "resolution": 60,
                          "group": {"GroupName": "Default"}
                        }
                        """);
    }

    @Test
    void readsStatisticsOfXRay() {
        assertThat(target(XRayQuery.statistics("", "eu-west-1")))
                .contains("\"queryType\": \"getTimeSeriesServiceStatistics\"");
    }

    @Test
    void aPanelHasOneDataSource() {
        TimeSeriesPanel panel = TimeSeriesPanel.of("Tasks", PanelUnit.NUMBER, "Tasks.")
                .query("up", "")
                .query(CloudWatchQuery.of("AWS/ECS", "CPUUtilization", "SampleCount", ""));
        assertThatThrownBy(() -> panel.json(1, 0, 0))
                .hasMessage("panel \"Tasks\" has queries of different data sources");
    }

    @Test
    void aPanelOfCloudWatchUsesTheSelectedCloudWatch() {
        TimeSeriesPanel panel = TimeSeriesPanel.of("Tasks", PanelUnit.NUMBER, "Tasks.")
                .query(CloudWatchQuery.of("AWS/ECS", "CPUUtilization", "SampleCount", ""));
        assertThat(DashboardJson.write(panel.json(1, 0, 0).get("datasource")))
                .isEqualTo("{\"type\": \"cloudwatch\", \"uid\": \"${cloudwatch}\"}\n");
    }

    private static String target(PanelQuery query) {
        return DashboardJson.write(query.json(DashboardJson.object().with("refId", "A"), false, null));
    }
}
