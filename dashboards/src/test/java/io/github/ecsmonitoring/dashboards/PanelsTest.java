package io.github.ecsmonitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmonitoring.dashboards.model.Dashboard;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PanelsTest {
    private static final Pattern SELECTED = Pattern.compile("(\\w+)=~\"\\$(\\w+)\\|?\"");

    @Test
    void queriesReadOnlyExistingMetricsAndLabels() throws IOException {
        Map<String, Set<String>> families = MetricFamilies.labels();
        for (DashboardReader.PanelQuery query : DashboardReader.queries()) {
            assertThat(MetricFamilies.unknown(families, query.expr()))
                    .as(query.toString())
                    .isEmpty();
        }
    }

    @Test
    void everySelectorAppliesEveryVariableWhoseLabelItsMetricHas() throws IOException {
        Map<String, Set<String>> families = MetricFamilies.labels();
        for (Dashboard dashboard : DashboardList.all()) {
            List<String> names = DashboardReader.selectionVariables(dashboard);
            for (DashboardReader.PanelQuery query : DashboardReader.queries(dashboard)) {
                for (String metric : PanelPromql.parse(query.expr()).metrics()) {
                    String[] rests = query.expr().split("(?<![\\w:])" + metric + "(?![\\w:])");
                    for (String rest : Arrays.asList(rests).subList(1, rests.length)) {
                        assertThat(rest).as(query.toString()).startsWith("{");
                        assertThat(SELECTED.matcher(rest.substring(0, rest.indexOf('}')))
                                        .results())
                                .as(query.toString())
                                .allMatch(matcher -> matcher.group(1).equals(matcher.group(2)))
                                .extracting(matcher -> matcher.group(1))
                                .containsExactlyInAnyOrderElementsOf(names.stream()
                                        .filter(families.get(metric)::contains)
                                        .toList());
                    }
                }
            }
        }
    }

    @Test
    void allServicesIncludeEc2InstancesWithoutAService() {
        for (Dashboard dashboard : DashboardList.all()) {
            assertThat(DashboardReader.variables(dashboard))
                    .filteredOn(variable -> "ecs_service".equals(variable.get("name")))
                    .extracting(variable -> variable.get("allValue"))
                    .containsExactly(".*");
        }
    }

    @Test
    void everyPanelHasADescriptionAndAPositionOfItsOwn() {
        for (Dashboard dashboard : DashboardList.all()) {
            Set<Object> ids = new HashSet<>();
            Set<List<Integer>> cells = new HashSet<>();
            for (Map<String, Object> panel : DashboardReader.panels(dashboard)) {
                String name = dashboard.uid() + ": " + panel.get("title");
                assertThat(ids.add(panel.get("id"))).as(name + ": id").isTrue();
                Map<String, Integer> place = YamlDocument.map(panel.get("gridPos"));
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
    void statPanelsNeverShowAnOldValue() {
        for (Dashboard dashboard : DashboardList.all()) {
            for (Map<String, Object> panel : DashboardReader.panels(dashboard)) {
                if ("stat".equals(panel.get("type"))) {
                    assertThat(YamlDocument.list(panel.get("targets")))
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
