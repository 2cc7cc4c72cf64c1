package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EssentialMetricsTest {
    private static final Path COMMITTED = Path.of("essential-metrics.txt");

    @Test
    void committedFileIsUpToDate() throws IOException {
        CommittedFile.assertUpToDate(COMMITTED, EssentialMetrics.text());
    }

    @Test
    void everyQueriedMetricIsEssentialAddedByTheScraperOrRecorded() throws IOException {
        Set<String> known = Files.readAllLines(COMMITTED).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(MetricFamilies.read("scrape").keySet());
        RuleFile.all().stream()
                .map(RuleFile.Rule::record)
                .filter(Objects::nonNull)
                .forEach(known::add);
        for (RuleFile.Rule rule : RuleFile.all()) {
            assertThat(known)
                    .as(rule.expr())
                    .containsAll(PanelPromql.parse(rule.expr()).metrics());
        }
        for (DashboardReader.PanelQuery query : DashboardReader.queries()) {
            assertThat(known)
                    .as(query.toString())
                    .containsAll(PanelPromql.parse(query.expr()).metrics());
        }
    }

    @Test
    void everyEssentialMetricIsExposed() throws IOException {
        assertThat(MetricFamilies.scraped().keySet()).containsAll(EssentialMetrics.needed());
    }

    @Test
    void acceptsAMetricNameInBracesAndRejectsAPattern() {
        assertThat(EssentialMetrics.metrics("rate({__name__=\"node_load1\",job=\"node\"}[5m]) / node_load5"))
                .containsExactly("node_load1", "node_load5");
        assertThatThrownBy(() -> EssentialMetrics.metrics("sum({__name__=~\"node_load.*\"})"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a selector must name its metric, since a pattern yields no allow-list, got sum({__name__=~\"node_load.*\"})");
    }
}
