package io.github.ecsmonitoring.dashboards.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A fleet's life in which no alert fires but the watchdog and those that are allowed, which must fire.
 *
 * @param allowed selectors of ALERTS
 */
public record Scenario(String name, int minutes, List<Workload> fleet, List<String> allowed) {
    private static final String FIRING = "alertname!=\"EcsWatchdog\",alertstate=\"firing\"";

    static Scenario of(String name, int minutes, List<Workload> fleet) {
        return new Scenario(name, minutes, fleet, List.of());
    }

    Scenario allowing(String... selectors) {
        return new Scenario(name, minutes, fleet, List.of(selectors));
    }

    /** Of the allowed alerts only those among some. */
    public Scenario restrictedTo(Set<String> alerts) {
        return new Scenario(
                name,
                minutes,
                fleet,
                allowed.stream()
                        .filter(selector -> alerts.contains(selector.replaceFirst("alertname=\"(\\w+)\".*", "$1")))
                        .toList());
    }

    /** A promtool test of all rules. */
    String test(int interval) throws IOException {
        RuleSet rules = RuleSet.read();
        return test(interval, Rules.files(), rules.groups(), rules.metrics());
    }

    /**
     * A promtool test.
     *
     * @param metrics those that the rules read
     */
    public String test(int interval, List<Path> rules, List<String> groupOrder, Set<String> metrics) {
        return TestText.header(rules, groupOrder)
                + TestText.group(
                        name,
                        interval,
                        series(interval).stream()
                                .filter(series -> metrics.contains(series.metric()))
                                .toList())
                + expectations();
    }

    private List<InputSeries> series(int interval) {
        List<InputSeries> series = new ArrayList<>();
        fleet.forEach(workload -> series.addAll(workload.series((minutes + 1) * 60, interval)));
        return series;
    }

    /** One query counts the minutes in which an alert fires, over the whole life. */
    private String expectations() {
        StringBuilder quiet = new StringBuilder(minutesOf(FIRING));
        for (String selector : allowed) {
            quiet.append(" unless ").append(minutesOf(selector));
        }
        StringBuilder text = new StringBuilder(TestText.expectation(quiet.toString(), minutes, "[]"));
        for (String selector : allowed) {
            text.append(TestText.expectation(
                    "count(" + minutesOf("alertstate=\"firing\"," + selector) + ") > bool 0",
                    minutes,
                    "[{labels: '{}', value: 1}]"));
        }
        return text.toString();
    }

    private String minutesOf(String selector) {
        return "sum by (alertname, ecs_cluster, ecs_service, job, instance) (count_over_time(ALERTS{" + selector + "}["
                + (minutes + 1) + "m]))";
    }

    Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        fleet.forEach(workload -> workload.pages().values().forEach(page -> metrics.addAll(page.metrics())));
        return metrics;
    }
}
