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
}
