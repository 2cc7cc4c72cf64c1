package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.AppMetrics.LabelNames;
import org.junit.jupiter.api.Test;

class AppMetricsTest {
    private static final String SELECTED =
            "account_id=~\"$account_id\",region=~\"$region\",ecs_cluster=~\"$ecs_cluster\","
                    + "ecs_service=~\"$ecs_service\",instance=~\"$instance\"";

    @Test
    void selectsRequestsByTheNamesOfMicrometerOrOpenTelemetry() {
        assertThat(AppMetrics.requests().replace(SELECTED, "…"))
                .isEqualTo("(rate(http_server_requests_seconds_count{…}[$__rate_interval])"
                        + " or rate(http_server_request_duration_seconds_count{…}[$__rate_interval]))");
    }

    @Test
    void givesALabelOfBothTheSameName() {
        assertThat(AppMetrics.labelled("class", "(.)..", "${1}xx", LabelNames.STATUS, "count")
                        .replace(SELECTED, "…"))
                .isEqualTo("(label_replace(rate(http_server_requests_seconds_count{…}[$__rate_interval]),"
                        + " \"class\", \"${1}xx\", \"status\", \"(.)..\")"
                        + " or label_replace(rate(http_server_request_duration_seconds_count{…}[$__rate_interval]),"
                        + " \"class\", \"${1}xx\", \"http_response_status_code\", \"(.)..\"))");
    }

    @Test
    void computesAPercentileFromRecordedBucketsWithoutNaNWhenThereAreNoRequests() {
        assertThat(AppMetrics.quantile(0.95))
                .isEqualTo("histogram_quantile(0.95, sum by (le) (service:http_request_duration_seconds_bucket:rate5m{"
                        + "account_id=~\"$account_id\",region=~\"$region\",ecs_cluster=~\"$ecs_cluster\","
                        + "ecs_service=~\"$ecs_service\"})) >= 0");
    }
}
