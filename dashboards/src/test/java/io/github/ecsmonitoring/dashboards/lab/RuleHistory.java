package io.github.ecsmonitoring.dashboards.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Evaluates rules at each minute of the history, and writes what a ruler would have written. */
record RuleHistory(PrometheusServer server, long from, long to) {
    private static final int INTERVAL = 60;

    void evaluate(LabRule rule) throws IOException, InterruptedException {
        RangeResult result;
        try {
            result = RangeResult.query(server, rule.expr(), from, to, INTERVAL);
        } catch (IOException e) {
            throw new IOException("rule " + rule.name() + " of " + rule.file() + ": " + e.getMessage(), e);
        }
        List<Feed> feeds = new ArrayList<>();
        result.series().forEach((series, values) -> {
            Map<String, String> labels = rule.labelsOf(series);
            if (rule.record().isPresent()) {
                feeds.add(feed(rule.name(), labels, values));
            } else {
                AlertHistory alert = AlertHistory.of(rule, values.navigableKeySet(), from, to, INTERVAL);
                alert.samples().forEach((state, samples) -> {
                    Map<String, String> ofState = new TreeMap<>(labels);
                    ofState.put("alertstate", state);
                    feeds.add(feed("ALERTS", ofState, samples));
                });
                feeds.add(feed("ALERTS_FOR_STATE", labels, alert.activeSince()));
            }
        });
        new HistoryWriter(server).write(feeds, from, to + INTERVAL);
    }

    private Feed feed(String name, Map<String, String> labels, NavigableMap<Long, Double> values) {
        return Feed.of(
                LabSeries.of(name, labels, time -> {
                    long moment = Math.round(time);
                    Double value = values.get(moment);
                    if (value != null) {
                        return value.isNaN() ? Signal.NOT_A_NUMBER : value;
                    }
                    return values.containsKey(moment - INTERVAL) ? Signal.STALE : Signal.ABSENT;
                }),
                INTERVAL,
                0);
    }
}
