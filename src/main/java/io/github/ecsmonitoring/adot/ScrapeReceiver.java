package io.github.ecsmonitoring.adot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The receiver {@code prometheus}: which pages of the task are read, and how often. */
final class ScrapeReceiver {
    private static final String NODE = "node";
    private static final String ADOT = "adot";

    private final TaskEndpoints endpoints;
    private final ScrapeInterval interval;

    ScrapeReceiver(TaskEndpoints endpoints, ScrapeInterval interval) {
        this.endpoints = endpoints;
        this.interval = interval;
    }

    Map<String, Object> of(List<ScrapeJob> jobs) {
        List<Object> configs = new ArrayList<>();
        configs.add(config(Yaml.map("job_name", NODE), endpoints.exporterAddress(), drop("target_info")));
        jobs.forEach(job -> configs.add(config(job)));
        configs.add(config(Yaml.map("job_name", ADOT), "127.0.0.1:" + endpoints.telemetryPort(), drop("target_info|promhttp_.*")));
        return Yaml.map(
            // The last sample is taken when the task stops, the first one without waiting for discovery.
            "scrape_on_shutdown", true,
            "discovery_reload_on_startup", true,
            "config", Yaml.map(
                "global", Yaml.map("scrape_interval", interval.seconds() + "s", "scrape_timeout", "10s"),
                "scrape_configs", configs));
    }

    private Map<String, Object> config(ScrapeJob job) {
        Map<String, Object> config = Yaml.map("job_name", job.name());
        job.interval().ifPresent(own -> config.put("scrape_interval", own.seconds() + "s"));
        if (!job.path().equals("/metrics")) {
            config.put("metrics_path", job.path().replace("$", "$$"));
        }
        // An OpenTelemetry SDK's page has target_info, whose labels would replace the job's name.
        return config(config, endpoints.appHost().apply(job) + ":" + job.port(), drop("target_info"));
    }

    private static Map<String, Object> config(Map<String, Object> config, String address, Object metricRelabelConfig) {
        config.put("static_configs", List.of(Map.of("targets", List.of(address))));
        config.put("metric_relabel_configs", List.of(metricRelabelConfig));
        return config;
    }

    private static Object drop(String names) {
        return Yaml.map("source_labels", List.of("__name__"), "regex", names, "action", "drop");
    }

    /**
     * @param taken ports of the sidecars
     * @throws IllegalArgumentException if two jobs have one name, or a job has a name or port of the sidecars' own
     */
    static void check(List<ScrapeJob> jobs, List<Integer> taken) {
        Set<String> names = new HashSet<>(Set.of(NODE, ADOT));
        for (ScrapeJob job : jobs) {
            if (!names.add(job.name())) {
                throw new IllegalArgumentException(
                    "scrape jobs of a task must have different names, and node and adot are taken, got \"" + job.name() + "\" again");
            }
            if (taken.contains(job.port())) {
                throw new IllegalArgumentException("port of scrape job " + job.name()
                    + " must not be one of the sidecars' own " + taken + ", got " + job.port());
            }
        }
    }
}
