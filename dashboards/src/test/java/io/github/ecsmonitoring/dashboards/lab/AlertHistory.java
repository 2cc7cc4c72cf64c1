package io.github.ecsmonitoring.dashboards.lab;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/**
 * The states of one alert over time, as Prometheus determines them.
 *
 * @param samples those of the series {@code ALERTS}, by {@code alertstate}
 * @param activeSince those of {@code ALERTS_FOR_STATE}
 */
record AlertHistory(Map<String, NavigableMap<Long, Double>> samples, NavigableMap<Long, Double> activeSince) {
    /** @param active the evaluations in which the expression returned the series */
    static AlertHistory of(LabRule rule, NavigableSet<Long> active, long from, long to, int interval) {
        Map<String, NavigableMap<Long, Double>> samples = new TreeMap<>();
        NavigableMap<Long, Double> activeSince = new TreeMap<>();
        long since = -1;
        long inactiveSince = -1;
        boolean fires = false;
        for (long time = from; time <= to; time += interval) {
            if (active.contains(time)) {
                since = since < 0 ? time : since;
                inactiveSince = -1;
                fires |= time - since >= rule.pending();
            } else {
                inactiveSince = inactiveSince < 0 ? time : inactiveSince;
                if (!fires || time - inactiveSince >= rule.keepFiring()) {
                    since = -1;
                    fires = false;
                }
            }
            if (since >= 0) {
                samples.computeIfAbsent(fires ? "firing" : "pending", state -> new TreeMap<>())
                        .put(time, 1.0);
                activeSince.put(time, (double) since);
            }
        }
        return new AlertHistory(samples, activeSince);
    }
}
