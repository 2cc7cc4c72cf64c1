package io.github.ecsmonitoring.adot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The receiver {@code prometheus}: which pages of the task are read, and how often. */
final class ScrapeReceiver {
    private static final ScrapeJob NODE = ScrapeJob.of("node", 9100);
    private static final ScrapeJob ADOT = ScrapeJob.of("adot", 8888);
    private static final int HEALTH_CHECK_PORT = 13133;
    static final List<Integer> PORTS = List.of(NODE.port(), ADOT.port(), HEALTH_CHECK_PORT);

    private ScrapeReceiver() {
    }

    static Map<String, Object> of(ScrapeInterval interval, List<ScrapeJob> jobs) {
        List<Object> configs = new ArrayList<>();
        configs.add(config(NODE, List.of(drop("target_info"))));
        // An OpenTelemetry SDK's page has target_info, whose labels would replace the job's name.
        jobs.forEach(job -> configs.add(config(job, List.of(drop("target_info")))));
        configs.add(config(ADOT, List.of(drop("target_info|promhttp_.*"))));
        return Yaml.map(
            // The last sample is taken when the task stops, the first one without waiting for discovery.
            "scrape_on_shutdown", true,
            "discovery_reload_on_startup", true,
            "config", Yaml.map(
                "global", Yaml.map("scrape_interval", interval.seconds() + "s", "scrape_timeout", "10s"),
                "scrape_configs", configs));
    }

    /** @throws IllegalArgumentException if two jobs have one name, or a job has a name or port of the sidecars' own */
    static void check(List<ScrapeJob> jobs) {
        Set<String> names = new HashSet<>(Set.of(NODE.name(), ADOT.name()));
        for (ScrapeJob job : jobs) {
            if (!names.add(job.name())) {
                throw new IllegalArgumentException(
                    "scrape jobs of a task must have different names, and node and adot are taken, got \"" + job.name() + "\" again");
            }
            if (PORTS.contains(job.port())) {
                throw new IllegalArgumentException("port of scrape job " + job.name()
                    + " must not be one of the sidecars' own " + PORTS + ", got " + job.port());
            }
        }
    }

    private static Map<String, Object> config(ScrapeJob job, List<Object> metricRelabelConfigs) {
        Map<String, Object> config = Yaml.map("job_name", job.name());
        job.interval().ifPresent(interval -> config.put("scrape_interval", interval.seconds() + "s"));
        if (!job.path().equals("/metrics")) {
            config.put("metrics_path", job.path().replace("$", "$$"));
        }
        config.put("static_configs", List.of(Map.of("targets", List.of("127.0.0.1:" + job.port()))));
        config.put("metric_relabel_configs", metricRelabelConfigs);
        return config;
    }

    private static Object drop(String names) {
        return Yaml.map("source_labels", List.of("__name__"), "regex", names, "action", "drop");
    }
}
