package io.github.ecsmonitoring.exporter.collector;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.log.Log;
import java.util.List;
import java.util.Map;

/**
 * The collectors of this exporter, or those of them that a request asks for. A scrape runs them one after the other
 * (parallel reads of sysfs trouble kernels of large machines, prometheus/node_exporter#2500), and none of them can
 * spoil the page of the others.
 *
 * <pre>
 * node_scrape_collector_duration_seconds{collector="loadavg"} 4.1e-05
 * node_scrape_collector_success{collector="loadavg"} 1
 * </pre>
 */
public final class CollectorSet {
    /** A collector, and the scrapes that had to go on without it. */
    record Named(String name, Collector collector, Hanging hanging) {
        Named(String name, Collector collector) {
            this(name, collector, new Hanging(Hanging.PATIENCE));
        }
    }

    private final List<Named> collectors;
    private final List<String> known;
    private final Log log;

    /** {@code known} are the names of all collectors that there are, also of those that are off. */
    CollectorSet(List<Named> collectors, List<String> known, Log log) {
        this.collectors = List.copyOf(collectors);
        this.known = List.copyOf(known);
        this.log = log;
    }

    /** These collectors, by name, in this order. */
    public static CollectorSet of(Map<String, Collector> collectors, Log log) {
        List<Named> named = collectors.entrySet().stream()
                .map(each -> new Named(each.getKey(), each.getValue()))
                .toList();
        return new CollectorSet(named, List.copyOf(collectors.keySet()), log);
    }

    /** The names of the collectors that are on, sorted. */
    public List<String> names() {
        return collectors.stream().map(Named::name).sorted().toList();
    }

    /**
     * Those of the collectors that are named.
     *
     * @throws IllegalArgumentException if one of them does not exist or is off, in node_exporter's words
     */
    public CollectorSet only(List<String> names) {
        List<String> on = names();
        for (String name : names) {
            if (!on.contains(name)) {
                throw new IllegalArgumentException(
                        (known.contains(name) ? "disabled collector: " : "missing collector: ") + name);
            }
        }
        return new CollectorSet(
                collectors.stream().filter(each -> names.contains(each.name)).toList(), known, log);
    }

    /** All but those that are named; all, if that would leave none, as node_exporter does. */
    public CollectorSet without(List<String> names) {
        List<Named> rest =
                collectors.stream().filter(each -> !names.contains(each.name)).toList();
        return rest.isEmpty() ? this : new CollectorSet(rest, known, log);
    }

    /** A scrape of these collectors, to be run in the thread of the request. */
    public CollectorRun run(MetricSink out) {
        return new CollectorRun(collectors, out, log);
    }
}
