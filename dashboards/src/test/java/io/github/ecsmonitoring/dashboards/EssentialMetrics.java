package io.github.ecsmonitoring.dashboards;

import io.github.ecsmonitoring.promql.PromqlExpression;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that every panel, variable and rule needs: {@code essential-metrics.txt}. */
final class EssentialMetrics {
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*\\w+\\)");

    private EssentialMetrics() {}

    static String text() throws IOException {
        return "# MetricProfile.ESSENTIAL: the scraped metrics that dashboards and rules read.\n"
                + "# Written by mvn -pl dashboards test -Dsnapshots.update=true.\n"
                + String.join("\n", needed()) + "\n";
    }

    /** Metrics that must be scraped. */
    static Set<String> needed() throws IOException {
        Set<String> needed = read();
        RuleFile.all().stream()
                .map(RuleFile.Rule::record)
                .filter(Objects::nonNull)
                .forEach(needed::remove);
        // Added by the scraper for each target, whatever the profile.
        needed.removeAll(MetricFamilies.read("scrape").keySet());
        // Apps' own metrics are not filtered.
        needed.removeAll(MetricFamilies.read("app").keySet());
        // Recorded by the library's service level objectives.
        needed.removeAll(MetricFamilies.read("slo").keySet());
        // Written by the ruler.
        needed.removeAll(Set.of("ALERTS", "ALERTS_FOR_STATE"));
        return needed;
    }

    /** All metrics that any expression reads. */
    private static Set<String> read() throws IOException {
        Set<String> names = new TreeSet<>();
        for (DashboardReader.PanelQuery query : DashboardReader.queries()) {
            names.addAll(metrics(query.expr()));
        }
        for (var dashboard : DashboardList.all()) {
            for (Map<String, Object> variable : DashboardReader.variables(dashboard)) {
                Matcher labelValues = LABEL_VALUES.matcher(String.valueOf(variable.get("definition")));
                if (labelValues.matches()) {
                    names.addAll(metrics(labelValues.group(1)));
                }
            }
        }
        for (RuleFile.Rule rule : RuleFile.all()) {
            names.addAll(metrics(rule.expr()));
        }
        return names;
    }

    static Set<String> metrics(String expr) {
        PromqlExpression expression = PanelPromql.parse(expr);
        if (expression.selectors().stream()
                .anyMatch(selector -> selector.metric().isEmpty())) {
            throw new IllegalArgumentException(
                    "a selector must name its metric, since a pattern yields no allow-list, got " + expr);
        }
        return expression.metrics();
    }
}
