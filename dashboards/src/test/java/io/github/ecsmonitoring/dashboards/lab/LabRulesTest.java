package io.github.ecsmonitoring.dashboards.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.CommittedFile;
import io.github.ecsmonitoring.promql.Promql;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The labs have evaluated every rule at each minute; an error would have ended them. */
@ExtendWith(LabExtension.class)
class LabRulesTest {
    private static final Path OUTAGE = Path.of("src/test/resources/lab/outage-alerts.txt");

    private final Labs labs;

    LabRulesTest(Labs labs) {
        this.labs = labs;
    }

    @Test
    void everyRecordHasValuesOfAHealthyFleet() throws Exception {
        for (DashboardLab lab : List.of(labs.healthy(), labs.healthyEveryMinute())) {
            Set<String> empty = new TreeSet<>();
            for (LabRule rule : LabRule.all()) {
                if (rule.record().isPresent() && select(lab, rule.name()).isEmpty()) {
                    empty.add(rule.name());
                }
            }
            assertThat(empty).isEmpty();
        }
    }

    @Test
    void everyMetricThatARuleReadsIsInALab() throws Exception {
        Set<String> missing = new TreeSet<>();
        for (LabRule rule : LabRule.all()) {
            missing.addAll(Promql.parse(rule.expr()).metrics());
        }
        for (DashboardLab lab : labs.all()) {
            Set<String> found = new TreeSet<>();
            for (String metric : missing) {
                if (!select(lab, metric).isEmpty()) {
                    found.add(metric);
                }
            }
            missing.removeAll(found);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void onlyTheWatchdogHasFiredInAHealthyFleet() throws Exception {
        for (DashboardLab lab : List.of(labs.healthy(), labs.healthyEveryMinute())) {
            assertThat(select(
                            lab, "count by (alertname) (max_over_time(ALERTS{alertstate=\"firing\"}[3h]))", lab.end()))
                    .containsOnlyKeys(Map.of("alertname", "EcsWatchdog"));
        }
    }

    @Test
    void alertsThatFireInAnOutage() throws Exception {
        Map<String, Double> counts = new TreeMap<>();
        select(
                        labs.outage(),
                        "count by (alertname, severity, ecs_cluster, ecs_service) (ALERTS{alertstate=\"firing\"})")
                .forEach((labels, count) -> counts.put(
                        "%s %s %s/%s"
                                .formatted(
                                        labels.get("alertname"),
                                        labels.get("severity"),
                                        labels.getOrDefault("ecs_cluster", "-"),
                                        labels.getOrDefault("ecs_service", "-")),
                        count));
        StringBuilder text =
                new StringBuilder("# Alerts that fire in the lab's outage: name, severity, cluster/service, number.\n"
                        + "# Written by mvn -pl dashboards test -Dsnapshots.update=true.\n");
        counts.forEach((alert, count) ->
                text.append(alert).append(' ').append(count.intValue()).append('\n'));
        CommittedFile.assertUpToDate(OUTAGE, text.toString());
    }

    private static Map<Map<String, String>, Double> select(DashboardLab lab, String expr) throws Exception {
        return select(lab, expr, lab.now());
    }

    private static Map<Map<String, String>, Double> select(DashboardLab lab, String expr, long time) throws Exception {
        Map<Map<String, String>, Double> values = new HashMap<>();
        RangeResult.query(lab.server(), expr, time, time, 60)
                .series()
                .forEach((labels, points) -> values.put(labels, points.get(time)));
        return values;
    }
}
