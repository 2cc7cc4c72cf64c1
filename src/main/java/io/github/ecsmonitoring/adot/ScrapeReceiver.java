package io.github.ecsmonitoring.adot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The receiver {@code prometheus}, which scrapes the endpoints of the task. */
final class ScrapeReceiver {
    /** Exposes resource attributes, among them a job name, which would replace the scrape job's. */
    private static final String TARGET_INFO = "target_info";

    private static final String NODE = "node";
    private static final String ADOT = "adot";

    private final TaskEndpoints endpoints;
    private final ScrapeInterval interval;
    private final MetricProfile profile;

    ScrapeReceiver(TaskEndpoints endpoints, ScrapeInterval interval, MetricProfile profile) {
        this.endpoints = endpoints;
        this.interval = interval;
        this.profile = profile;
    }

    Map<String, Object> of(List<ScrapeJob> jobs) {
        List<Object> configs = new ArrayList<>();
        configs.add(config(Yaml.map("job_name", NODE), endpoints.exporterAddress(), keep(profile.exporter())));
        jobs.forEach(job -> configs.add(config(job)));
        configs.add(config(
                Yaml.map("job_name", ADOT),
                TaskEndpoints.LOOPBACK + ":" + endpoints.telemetryPort(),
                keep(profile.collector())));
        return of(interval, configs);
    }

    private static Map<String, Object> of(ScrapeInterval interval, List<?> configs) {
        return Yaml.map(
                // The last scrape happens when the task stops, the first one without waiting for discovery.
                "scrape_on_shutdown", true,
                "discovery_reload_on_startup", true,
                "config",
                        Yaml.map(
                                "global",
                                Yaml.map("scrape_interval", interval.seconds() + "s", "scrape_timeout", "10s"),
                                "scrape_configs",
                                configs));
    }

    /** A receiver that scrapes one page of the collector itself. */
    static Map<String, Object> ofPage(String job, String address, ScrapeInterval interval) {
        Map<String, Object> config = config(Yaml.map("job_name", job), address, List.of(drop(TARGET_INFO)));
        return of(interval, List.of(config));
    }

    private Map<String, Object> config(ScrapeJob job) {
        Map<String, Object> config = Yaml.map("job_name", job.name());
        job.interval().ifPresent(own -> config.put("scrape_interval", own.seconds() + "s"));
        if (!job.path().equals("/metrics")) {
            config.put("metrics_path", job.path().replace("$", "$$"));
        }
        if (job.isHttps()) {
            config.put("scheme", "https");
            config.put("tls_config", Yaml.map("insecure_skip_verify", true));
        }
        job.credential().ifPresent(credential -> credential.addTo(config, job.name()));
        config.put("sample_limit", job.sampleLimit());
        // Adds scrape_sample_limit, which an alert compares with the number of samples.
        config.put("extra_scrape_metrics", true);
        return config(config, endpoints.appHost().apply(job) + ":" + job.port(), List.of(drop(TARGET_INFO)));
    }

    private static Map<String, Object> config(
            Map<String, Object> config, String address, List<Object> metricRelabelConfigs) {
        config.put("static_configs", List.of(Map.of("targets", List.of(address))));
        config.put("metric_relabel_configs", metricRelabelConfigs);
        return config;
    }

    /** Keeps the given names, else all but target_info; drops target_info if an expression includes it. */
    private static List<Object> keep(Optional<String> names) {
        if (names.isEmpty()) {
            return List.of(drop(TARGET_INFO));
        }
        Object keep = relabel(names.get(), "keep");
        return NameRegex.matches(names.get(), TARGET_INFO) ? List.of(drop(TARGET_INFO), keep) : List.of(keep);
    }

    private static Object drop(String names) {
        return relabel(names, "drop");
    }

    private static Object relabel(String names, String action) {
        return Yaml.map("source_labels", List.of("__name__"), "regex", names, "action", action);
    }

    /**
     * Validates scrape jobs.
     *
     * @param taken the ports of the sidecars
     * @throws IllegalArgumentException if two jobs share a name or an endpoint, or a job uses a sidecar's name or port
     */
    static void check(List<ScrapeJob> jobs, TaskEndpoints endpoints, List<Integer> taken) {
        Set<String> names = new HashSet<>(Set.of(NODE, ADOT));
        Map<String, String> pages = new HashMap<>();
        for (ScrapeJob job : jobs) {
            if (!names.add(job.name())) {
                throw new IllegalArgumentException(
                        "scrape jobs of a task must have different names other than node and adot, got a second \""
                                + job.name() + "\"");
            }
            String other =
                    pages.putIfAbsent(endpoints.appHost().apply(job) + ":" + job.port() + job.path(), job.name());
            if (other != null) {
                throw new IllegalArgumentException("scrape jobs of a task must have different endpoints, got port "
                        + job.port() + " and path " + job.path() + " in both " + other + " and " + job.name());
            }
            boolean sharesLoopback = endpoints.appHost().apply(job).equals(TaskEndpoints.LOOPBACK);
            if (sharesLoopback && taken.contains(job.port())) {
                throw new IllegalArgumentException("port of scrape job " + job.name()
                        + " must not be one of the sidecars' ports " + taken + ", got " + job.port());
            }
        }
    }
}
