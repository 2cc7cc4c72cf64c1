package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every panel of every dashboard. */
class PanelsTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?!__)(\\w+)");

    @Test
    void queriesReadOnlyMetricsAndLabelsThatExist() throws IOException {
        Map<String, Set<String>> families = Families.all();
        for (Panels.Query query : Panels.queries()) {
            Promql names = Promql.of(query.expr());
            assertThat(families.keySet()).as(query.toString()).containsAll(names.metrics());
            Set<String> labels = new TreeSet<>(Families.CONTRACT);
            names.metrics().forEach(metric -> labels.addAll(families.get(metric)));
            assertThat(labels).as(query.toString()).containsAll(names.labels());
        }
    }

    @Test
    void everySelectorIsScopedByEveryVariable() {
        for (Dashboard dashboard : Dashboards.all()) {
            Set<String> variables = new TreeSet<>();
            Panels.variables(dashboard).forEach(variable -> variables.add((String) variable.get("name")));
            variables.remove("datasource");
            for (Panels.Query query : Panels.queries()) {
                for (String selector : query.expr().split("(?=\\{)")) {
                    if (selector.startsWith("{")) {
                        assertThat(VARIABLE.matcher(selector).results().map(found -> found.group(1)))
                                .as(query.toString())
                                .containsExactlyInAnyOrderElementsOf(variables);
                    }
                }
            }
        }
    }

    @Test
    void ec2InstancesThatBelongToNoServiceAreInAll() {
        for (Dashboard dashboard : Dashboards.all()) {
            assertThat(Panels.variables(dashboard))
                    .filteredOn(variable -> "ecs_service".equals(variable.get("name")))
                    .extracting(variable -> variable.get("allValue"))
                    .containsExactly(".*");
        }
    }

    @Test
    void everyPanelIsDescribedAndHasItsOwnPlace() {
        for (Dashboard dashboard : Dashboards.all()) {
            Set<Object> ids = new HashSet<>();
            Set<List<Integer>> cells = new HashSet<>();
            for (Map<String, Object> panel : Panels.panels(dashboard)) {
                String name = dashboard.uid() + ": " + panel.get("title");
                assertThat(ids.add(panel.get("id"))).as(name + ": id").isTrue();
                Map<String, Integer> place = Rules.map(panel.get("gridPos"));
                assertThat(place.get("x") + place.get("w"))
                        .as(name + ": columns")
                        .isLessThanOrEqualTo(24);
                for (int x = place.get("x"); x < place.get("x") + place.get("w"); x++) {
                    for (int y = place.get("y"); y < place.get("y") + place.get("h"); y++) {
                        assertThat(cells.add(List.of(x, y)))
                                .as(name + " overlaps another panel")
                                .isTrue();
                    }
                }
                if (!"row".equals(panel.get("type"))) {
                    assertThat((String) panel.get("description")).as(name).endsWith(".");
                }
            }
        }
    }

    @Test
    void aNumberOfNowIsNeverAnOldOne() {
        for (Dashboard dashboard : Dashboards.all()) {
            for (Map<String, Object> panel : Panels.panels(dashboard)) {
                if ("stat".equals(panel.get("type"))) {
                    assertThat(Rules.list(panel.get("targets")))
                            .extracting(target -> target.get("instant"))
                            .containsOnly(true);
                    assertThat(panel.get("options").toString()).contains("calcs=[last]");
                    assertThat(panel.get("fieldConfig").toString())
                            .contains("match=null+nan, result={text=no data, color=#8e8e8e}");
                }
            }
        }
    }
}
