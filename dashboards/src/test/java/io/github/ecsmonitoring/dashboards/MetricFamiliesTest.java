package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MetricFamiliesTest {
    @Test
    void ecsFamiliesMatchTheExpectedPagesOfTheExporter() throws IOException {
        Map<String, Set<String>> pages = new TreeMap<>();
        pages.put("node_exporter_scope_info", Set.of("launch_type", "scope"));
        for (String page : new String[] {"ecs-collector/fargate", "ecs-collector/bridge"}) {
            for (ExporterPages.Sample sample : ExporterPages.read(page)) {
                pages.computeIfAbsent(sample.name(), name -> new TreeSet<>()).addAll(sample.labelNames());
            }
        }
        assertThat(MetricFamilies.read("ecs")).isEqualTo(pages);
    }

    @Test
    void labelsAndMetricsThatDoNotExistAreNoticed() throws IOException {
        Map<String, Set<String>> families = MetricFamilies.labels();
        String sent =
                "rate(otelcol_exporter_sent_metric_points{job=\"adot\",url_path=\"/v1/metrics\",state=\"up\"}[5m])";
        assertThat(MetricFamilies.unknown(
                        families,
                        "sum by (exporter, server_address, endpoint) (" + sent + ") unless on (instance) node_load2"))
                .containsExactly("endpoint", "node_load2", "state");
        assertThat(MetricFamilies.unknown(
                        families,
                        "sum by (host) (label_replace(" + sent + ", \"host\", \"$1\", \"server_address\", \"(.*)\"))"))
                .containsExactly("state");
    }
}
