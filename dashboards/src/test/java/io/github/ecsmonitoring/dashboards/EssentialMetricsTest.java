package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EssentialMetricsTest {
    private static final Path COMMITTED = Path.of("essential-metrics.txt");

    @Test
    void committedFileIsWhatDashboardsAndRulesRead() throws IOException {
        if (Boolean.getBoolean("snapshots.update")) {
            assertThat(System.getenv("CI"))
                    .as("expected files are not rewritten where CI is set")
                    .isNotEqualTo("true");
            Files.writeString(COMMITTED, EssentialMetrics.text());
        }
        assertThat(COMMITTED)
                .as("out of date: run mvn -pl dashboards test -Dsnapshots.update=true")
                .hasContent(EssentialMetrics.text());
    }

    @Test
    void everySelectorFindsItsMetricAmongThemOrOneThatIsMadeFromThem() throws IOException {
        Set<String> there = Files.readAllLines(COMMITTED).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
        there.addAll(Families.read("scrape").keySet());
        for (Rules.Rule rule : Rules.all()) {
            assertThat(there).as(rule.expr()).containsAll(Promql.of(rule.expr()).metrics());
            if (rule.record() != null) {
                there.add(rule.record());
            }
        }
        for (Panels.Query query : Panels.queries()) {
            assertThat(there)
                    .as(query.toString())
                    .containsAll(Promql.of(query.expr()).metrics());
        }
    }

    @Test
    void thePagesHaveAllOfThem() throws IOException {
        Set<String> pages = new TreeSet<>(Families.read("node").keySet());
        pages.addAll(Families.read("ecs").keySet());
        pages.addAll(Families.read("adot").keySet());
        assertThat(pages).containsAll(EssentialMetrics.needed());
    }

    @Test
    void readsANameInBracesAndRefusesAPattern() {
        assertThat(EssentialMetrics.metrics("rate({__name__=\"node_load1\",job=\"node\"}[5m]) / node_load5"))
                .containsExactly("node_load1", "node_load5");
        assertThatThrownBy(() -> EssentialMetrics.metrics("sum({__name__=~\"node_load.*\"})"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a selector must name its metric, since no allow-list can be computed from a pattern, got __name__=~\"node_load.*\" in sum({__name__=~\"node_load.*\"})");
    }
}
