package io.github.ecsmonitoring.dashboards.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A fleet's life in which no alert fires but the watchdog and those that are allowed, which must fire.
 *
 * @param since the minute from which alerts count
 * @param judged matchers of the alerts that must not fire
 * @param allowed matchers of alerts that must fire, beginning with the name
 * @param empty queries without a result at the end
 */
public record Scenario(
        String name,
        int minutes,
        List<Workload> fleet,
        int since,
        String judged,
        List<String> allowed,
        List<String> empty) {
    static Scenario of(String name, int minutes, List<Workload> fleet) {
        return new Scenario(name, minutes, fleet, 0, "", List.of(), List.of());
    }

    Scenario since(int minute) {
        return new Scenario(name, minutes, fleet, minute, judged, allowed, empty);
    }

    Scenario judging(String matchers) {
        return new Scenario(name, minutes, fleet, since, matchers, allowed, empty);
    }

    Scenario allowing(String... selectors) {
        return new Scenario(name, minutes, fleet, since, judged, List.of(selectors), empty);
    }

    Scenario without(String query) {
        return new Scenario(name, minutes, fleet, since, judged, allowed, List.of(query));
    }

    /** Of the allowed alerts only those among some. */
    public Scenario restrictedTo(Set<String> alerts) {
        return allowing(allowed.stream()
                .filter(selector -> alerts.contains(selector.replaceFirst("alertname=\"(\\w+)\".*", "$1")))
                .toArray(String[]::new));
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
                + TestText.group(name, interval, series(interval, metrics))
                + expectations();
    }

    private List<InputSeries> series(int interval, Set<String> metrics) {
        return fleet.stream()
                .flatMap(workload -> workload.series((minutes + 1) * 60, interval).stream())
                .filter(series -> metrics.contains(series.metric()))
                .toList();
    }

    /** One query counts the minutes in which an alert fires, over the whole life. */
    private String expectations() {
        StringBuilder quiet =
                new StringBuilder(minutesOf("alertname!=\"EcsWatchdog\"" + (judged.isEmpty() ? "" : "," + judged)));
        for (String selector : allowed) {
            quiet.append(" unless ").append(minutesOf(selector));
        }
        StringBuilder text = new StringBuilder(TestText.expectation(quiet.toString(), minutes, "[]"));
        for (String selector : allowed) {
            text.append(TestText.expectation(
                    "count(" + minutesOf(selector) + ") > bool 0", minutes, "[{labels: '{}', value: 1}]"));
        }
        empty.forEach(query -> text.append(TestText.expectation(query, minutes, "[]")));
        return text.toString();
    }

    private String minutesOf(String selector) {
        return "sum by (alertname, account_id, region, ecs_cluster, ecs_service, job, instance) (count_over_time(ALERTS{alertstate=\"firing\","
                + selector + "}[" + (minutes + 1 - since) + "m]))";
    }
}
