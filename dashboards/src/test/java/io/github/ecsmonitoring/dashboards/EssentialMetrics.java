package io.github.ecsmonitoring.dashboards;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a metric profile must keep so that every panel, variable and rule has data: the file essential-metrics.txt. */
final class EssentialMetrics {
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*\\w+\\)");
    private static final Pattern NAME_MATCHER = Pattern.compile("__name__\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");

    private EssentialMetrics() {}

    static String text() throws IOException {
        return "# The metrics that dashboards and rules read, without those that rules record or the collector makes: MetricProfile.ESSENTIAL.\n"
                + "# Written by mvn -pl dashboards test -Dsnapshots.update=true.\n"
                + String.join("\n", needed()) + "\n";
    }

    /** Names that must come from a page. */
    static Set<String> needed() throws IOException {
        Set<String> needed = read();
        Rules.all().stream().map(Rules.Rule::record).filter(Objects::nonNull).forEach(needed::remove);
        // Made by Prometheus' scraper beside each page, so no profile can lose them.
        needed.removeAll(Families.read("scrape").keySet());
        // Made by the ruler.
        needed.removeAll(Set.of("ALERTS", "ALERTS_FOR_STATE"));
        return needed;
    }

    /** All names that any expression reads. */
    private static Set<String> read() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Panels.Query query : Panels.queries()) {
            names.addAll(metrics(query.expr()));
        }
        for (var dashboard : Dashboards.all()) {
            for (Map<String, Object> variable : Panels.variables(dashboard)) {
                Matcher labelValues = LABEL_VALUES.matcher(String.valueOf(variable.get("definition")));
                if (labelValues.matches()) {
                    names.addAll(metrics(labelValues.group(1)));
                }
            }
        }
        for (Rules.Rule rule : Rules.all()) {
            names.addAll(metrics(rule.expr()));
        }
        return names;
    }

    static Set<String> metrics(String expr) {
        Set<String> metrics = new TreeSet<>(Promql.of(expr).metrics());
        Matcher matcher = NAME_MATCHER.matcher(expr);
        while (matcher.find()) {
            if (!matcher.group(1).equals("=")) {
                throw new IllegalArgumentException(
                        "a selector must name its metric, since no allow-list can be computed from a pattern, got "
                                + matcher.group() + " in " + expr);
            }
            metrics.add(matcher.group(2));
        }
        return metrics;
    }
}
