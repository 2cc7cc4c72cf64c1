package io.github.ecsmonitoring.dashboards.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.promql.Promql;
import io.github.ecsmonitoring.promql.PromqlSelector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs every query of the committed dashboards in labs whose samples are those of the profile ESSENTIAL. */
@ExtendWith(LabExtension.class)
class DashboardQueriesTest {
    private static final int MAX_QUERIES = 60;
    private static final Path EMPTY_WHEN_HEALTHY = Path.of("src/test/resources/lab/empty-when-healthy.txt");
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{ *(\\w+) *}}");
    /** The container's name is on no other series; there is one for each container. */
    private static final Set<String> CONTAINERS = Set.of("ecs_container_info");

    private final Labs labs;
    private final List<LabDashboard> dashboards;

    DashboardQueriesTest(Labs labs) throws IOException {
        this.labs = labs;
        this.dashboards = LabDashboard.all();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60})
    void everyQueryHasDataOfAHealthyFleet(int scrapeInterval) throws Exception {
        Map<String, String> reasons = emptyWhenHealthy();
        List<String> empty = new ArrayList<>();
        for (LabDashboard dashboard : dashboards) {
            DashboardRun run = DashboardRun.everythingSelected(labs.healthy(scrapeInterval), dashboard, scrapeInterval);
            for (LabDashboard.Panel panel : dashboard.panels()) {
                for (LabDashboard.Query query : panel.prometheusQueries()) {
                    if (run.run(query).isEmpty()) {
                        empty.add(key(dashboard, panel, query));
                    }
                }
            }
            // The fleet has had a deployment within the hour.
            for (LabDashboard.Query annotation : dashboard.annotations()) {
                if (run.run(annotation).isEmpty()) {
                    empty.add(dashboard.uid() + " | annotation | " + annotation.refId());
                }
            }
        }
        assertThat(empty).containsExactlyInAnyOrderElementsOf(reasons.keySet());
    }

    @Test
    void aQueryWithoutDataOfAHealthyFleetHasSomeInAnOutage() throws Exception {
        Map<String, String> reasons = emptyWhenHealthy();
        List<String> empty = new ArrayList<>();
        for (LabDashboard dashboard : dashboards) {
            DashboardRun run = DashboardRun.everythingSelected(labs.outage(), dashboard, 30);
            for (LabDashboard.Panel panel : dashboard.panels()) {
                for (LabDashboard.Query query : panel.prometheusQueries()) {
                    if (reasons.containsKey(key(dashboard, panel, query))
                            && run.run(query).isEmpty()) {
                        empty.add(key(dashboard, panel, query));
                    }
                }
            }
        }
        assertThat(empty).isEmpty();
    }

    @Test
    void noQueryHasAnErrorOrAWarning() throws Exception {
        List<String> problems = new ArrayList<>();
        for (DashboardLab lab : labs.all()) {
            for (LabDashboard dashboard : dashboards) {
                for (DashboardRun run : List.of(
                        DashboardRun.everythingSelected(lab, dashboard, 30),
                        DashboardRun.firstSelected(lab, dashboard, 60))) {
                    for (LabDashboard.Query query : queries(dashboard)) {
                        QueryOutcome outcome = run.run(query);
                        if (!outcome.problem().isEmpty()) {
                            problems.add(dashboard.uid() + ": " + outcome.problem() + ": " + outcome.query());
                        }
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void everyLegendHasTextAndEveryLabelOfALegendOrATableHasAValue() throws Exception {
        List<String> missing = new ArrayList<>();
        for (LabDashboard dashboard : dashboards) {
            DashboardRun run = DashboardRun.everythingSelected(labs.outage(), dashboard, 30);
            for (LabDashboard.Panel panel : dashboard.panels()) {
                Set<String> columns = new TreeSet<>(panel.columns());
                for (LabDashboard.Query query : panel.prometheusQueries()) {
                    List<Map<String, String>> series = run.run(query).series();
                    series.forEach(labels -> columns.removeAll(labels.keySet()));
                    String key = key(dashboard, panel, query) + " | " + query.legend();
                    if (!query.legend().isEmpty()
                            && series.stream()
                                    .anyMatch(labels -> legend(query, labels).isBlank())) {
                        missing.add(key + " is blank");
                    }
                    LEGEND_LABEL
                            .matcher(query.legend())
                            .results()
                            .map(label -> label.group(1))
                            .filter(label -> series.stream().noneMatch(labels -> labels.containsKey(label)))
                            .forEach(label -> missing.add(key + " without " + label));
                }
                columns.forEach(column -> missing.add(dashboard.uid() + " | " + panel.title() + " | column " + column));
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String legend(LabDashboard.Query query, Map<String, String> labels) {
        return LEGEND_LABEL
                .matcher(query.legend())
                .replaceAll(label -> Matcher.quoteReplacement(labels.getOrDefault(label.group(1), "")));
    }

    @Test
    void everyVariableHasValuesOfOneSeriesForEachTarget() throws Exception {
        DashboardLab lab = labs.healthy();
        double targets = count(lab, "up");
        for (LabDashboard dashboard : dashboards) {
            DashboardRun run = DashboardRun.everythingSelected(lab, dashboard, 30);
            for (LabDashboard.Variable variable : dashboard.variables()) {
                if (variable.isQuery()) {
                    String name = dashboard.uid() + ": " + variable.query();
                    assertThat(run.options().get(variable.name())).as(name).isNotEmpty();
                    String selector = variable.query().replaceAll("^label_values\\(|,\\s*\\w+\\)$", "");
                    for (PromqlSelector selected : Promql.parse(selector).selectors()) {
                        String metric = selected.metric().orElseThrow();
                        assertThat(CONTAINERS.contains(metric) || count(lab, metric) <= targets)
                                .as("%s: one series for each target", name)
                                .isTrue();
                    }
                }
            }
        }
    }

    private static double count(DashboardLab lab, String metric) throws Exception {
        return RangeResult.query(lab.server(), "count(" + metric + ")", lab.now(), lab.now(), 60)
                .series()
                .values()
                .stream()
                .mapToDouble(values -> values.get(lab.now()))
                .sum();
    }

    @Test
    void aDashboardOpensWithAtMostSixtyQueries() {
        assertThat(dashboards)
                .isNotEmpty()
                .allSatisfy(dashboard -> assertThat(dashboard.queriesWhenOpened())
                        .as(dashboard.uid())
                        .isLessThanOrEqualTo(MAX_QUERIES));
    }

    private static List<LabDashboard.Query> queries(LabDashboard dashboard) {
        List<LabDashboard.Query> queries = new ArrayList<>(dashboard.annotations());
        dashboard.panels().forEach(panel -> queries.addAll(panel.prometheusQueries()));
        return queries;
    }

    private static String key(LabDashboard dashboard, LabDashboard.Panel panel, LabDashboard.Query query) {
        return dashboard.uid() + " | " + panel.title() + " | " + query.refId();
    }

    /** Queries without data of a healthy fleet, with the reason. */
    private static Map<String, String> emptyWhenHealthy() throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : Files.readAllLines(EMPTY_WHEN_HEALTHY)) {
            if (!line.startsWith("#")) {
                int reason = line.lastIndexOf(" | ");
                reasons.put(line.substring(0, reason), line.substring(reason + 3));
            }
        }
        return reasons;
    }
}
