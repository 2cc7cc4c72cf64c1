package io.github.ecsmonitoring.exporter.scrape;

import io.github.ecsmonitoring.exporter.exposition.MetricSink;
import io.github.ecsmonitoring.exporter.host.Host;
import io.github.ecsmonitoring.exporter.host.HostReader;
import io.github.ecsmonitoring.exporter.log.Log;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The collectors of this exporter, or those of them that a request asks for. A scrape runs them one after the other
 * (parallel reads of sysfs overload the kernels of large machines, prometheus/node_exporter#2500), and none of them
 * affects the samples of the others.
 *
 * <pre>
 * node_scrape_collector_duration_seconds{collector="loadavg"} 4.1e-05
 * node_scrape_collector_success{collector="loadavg"} 1
 * </pre>
 */
public final class CollectorSet {
    private final Host host;
    private final List<NamedCollector> collectors;
    private final Set<String> known;
    private final Log log;

    CollectorSet(Host host, List<NamedCollector> collectors, Set<String> known, Log log) {
        this.host = host;
        this.collectors = List.copyOf(collectors);
        this.known = known;
        this.log = log;
    }

    /**
     * These collectors, by name, in this order.
     *
     * @param known the names of all collectors that exist, including those that are disabled
     */
    public static CollectorSet of(Host host, Map<String, Collector> collectors, Set<String> known, Log log) {
        List<NamedCollector> named = collectors.entrySet().stream()
                .map(each -> new NamedCollector(each.getKey(), each.getValue()))
                .toList();
        return new CollectorSet(host, named, Set.copyOf(known), log);
    }

    /** The names of the collectors that are enabled, sorted. */
    public List<String> names() {
        return collectors.stream().map(NamedCollector::name).sorted().toList();
    }

    /**
     * The named ones of these collectors.
     *
     * @throws IllegalArgumentException if one of them does not exist or is disabled, with node_exporter's message
     */
    public CollectorSet only(List<String> names) {
        List<String> enabled = names();
        for (String name : names) {
            if (!enabled.contains(name)) {
                throw new IllegalArgumentException(
                        (known.contains(name) ? "disabled collector: " : "missing collector: ") + name);
            }
        }
        List<NamedCollector> wanted =
                collectors.stream().filter(each -> names.contains(each.name())).toList();
        return new CollectorSet(host, wanted, known, log);
    }

    /** All but the named ones; all of them if none would be left, as in node_exporter. */
    public CollectorSet without(List<String> names) {
        List<NamedCollector> rest =
                collectors.stream().filter(each -> !names.contains(each.name())).toList();
        return rest.isEmpty() ? this : new CollectorSet(host, rest, known, log);
    }

    /** A scrape of these collectors, to be run in the thread of the request. */
    public CollectorRun run(MetricSink out) {
        return new CollectorRun(host, collectors, out, log);
    }

    /** Runs collectors that have no name and no success metric: the exporter's own metrics. */
    public void collectUnnamed(List<Collector> unnamed, MetricSink out) {
        try (HostReader reader = host.open()) {
            for (Collector each : unnamed) {
                try {
                    each.collect(reader, out);
                } catch (IOException | RuntimeException e) {
                    log.debug("the exporter's own metrics are incomplete", "err", e);
                }
                reader.releaseTexts();
            }
        }
    }
}
