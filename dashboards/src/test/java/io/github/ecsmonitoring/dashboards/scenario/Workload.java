package io.github.ecsmonitoring.dashboards.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A task, or an EC2 instance with its daemon: the pages that its collector scrapes from its first scrape to the last.
 *
 * @param labels those of the label contract, without job
 * @param pages by job
 * @param end exclusive
 */
record Workload(SortedMap<String, String> labels, Map<String, Page> pages, int start, int end) {
    private static final String BOOT_TIME = "node_boot_time_seconds";
    /** Long before the test. */
    private static final int BEFORE = -10_000;

    private static final int FOREVER = Integer.MAX_VALUE;
    /** The time in which a stopping task is still scraped. */
    private static final int STOPPING = 60;

    /** A task of 0.25 vCPU on a micro VM with 2 CPUs. */
    static Workload fargateTask(String service, String id) {
        return task(service, id, "fargate", Page.of("task-ecs", "task-fargate", "machine"), Page.of("app"));
    }

    /** The instance's exporter sends its {@code node_*} metrics. */
    static Workload ec2Task(String service, String id) {
        return task(service, id, "ec2", Page.of("task-ecs", "task-ec2"), Page.of("app-otlp"));
    }

    private static Workload task(String service, String id, String launchType, Page node, Page app) {
        SortedMap<String, String> labels = place();
        labels.put("ecs_service", service);
        labels.put("ecs_task_family", service);
        labels.put("ecs_task_revision", "7");
        labels.put("ecs_task_id", id);
        labels.put("ecs_launch_type", launchType);
        labels.put("instance", id);
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("node", node.with(serviceInfo(service), Timeline.parse("1")));
        pages.put("adot", Page.of("collector"));
        pages.put(service + "-app", app);
        return new Workload(labels, scraped(pages), 0, FOREVER).starts(BEFORE);
    }

    static Workload host(String id) {
        SortedMap<String, String> labels = place();
        labels.put("instance", id);
        labels.put("instance_type", "m7i.large");
        Map<String, Page> pages = new LinkedHashMap<>();
        pages.put("node", Page.of("machine", "host"));
        pages.put("adot", Page.of("collector"));
        return new Workload(labels, scraped(pages), BEFORE, FOREVER).booted(BEFORE);
    }

    /** A target of a cluster that is neither a task nor an instance. */
    static Workload of(String instance, String job, Page page) {
        SortedMap<String, String> labels = place();
        labels.put("instance", instance);
        return new Workload(labels, Map.of(job, page), 0, FOREVER);
    }

    /** Only the labels that every Prometheus adds. */
    Workload withoutContract() {
        return new Workload(new TreeMap<>(Map.of("instance", labels.get("instance"))), pages, start, end);
    }

    private static SortedMap<String, String> place() {
        return new TreeMap<>(Map.of(
                "account_id", "123456789012",
                "region", "eu-west-1",
                "availability_zone", "eu-west-1a",
                "ecs_cluster", "shop"));
    }

    private static Map<String, Page> scraped(Map<String, Page> pages) {
        Page scrape = Page.of("scrape");
        pages.replaceAll((job, page) -> {
            Map<String, Timeline> series = new LinkedHashMap<>(page.series());
            series.putAll(scrape.series());
            return new Page(series);
        });
        return pages;
    }

    private static String serviceInfo(String service) {
        return "ecs_task_service_info{service_name=\"" + service + "\"}";
    }

    /** A task that no service started. */
    Workload withoutService() {
        Map<String, Timeline> series = new LinkedHashMap<>(pages.get("node").series());
        series.remove(serviceInfo(labels.get("ecs_service")));
        return page("node", new Page(series));
    }

    /** A batch task serves no requests. */
    Workload withoutApp() {
        Map<String, Page> changed = new LinkedHashMap<>(pages);
        changed.remove(appJob());
        return new Workload(labels, changed, start, end);
    }

    Workload label(String name, String value) {
        SortedMap<String, String> changed = new TreeMap<>(labels);
        changed.put(name, value);
        return new Workload(changed, pages, start, end);
    }

    /** The first scrape is at a second of the test; the app of a task answers half a minute later. */
    Workload starts(int second) {
        Workload started = new Workload(labels, pages, second, end).booted(second);
        if (isTask()) {
            started = started.with("ecs_task_image_pull_start_timestamp_seconds", String.valueOf(second - 25))
                    .with("ecs_task_image_pull_stop_timestamp_seconds", String.valueOf(second - 5))
                    .with("ecs_container_start_timestamp_seconds{container_name=\"app\"}", String.valueOf(second - 3));
        }
        return pages.containsKey(appJob()) ? started.withLateApp() : started;
    }

    private boolean isTask() {
        return labels.containsKey("ecs_task_id");
    }

    /** A task on EC2 does not report it. */
    private Workload booted(int second) {
        return pages.get("node").series().containsKey(BOOT_TIME) ? with(BOOT_TIME, String.valueOf(second - 30)) : this;
    }

    private Workload withLateApp() {
        return page(appJob(), pages.get(appJob()).delayed(30)).up(appJob(), "0 @30 1");
    }

    /** No sample from a second of the test on, as when a Spot instance is reclaimed. */
    Workload killed(int second) {
        return new Workload(labels, pages, start, second);
    }

    /** ECS stops the task: its app exits first, then the exporter, and the collector last. */
    Workload stopped(int second) {
        int life = second - start;
        Workload stopping = isTask() ? withStoppedApp(life - STOPPING) : this;
        return stopping.down("node", life - STOPPING / 2).killed(second);
    }

    private Workload withStoppedApp(int life) {
        Workload stopping = with("ecs_container_exit_code{container_name=\"app\"}", "_ @" + life + " 143")
                .then("ecs_container_memory_working_set_bytes{container_name=\"app\"}", life, "stale")
                .then("ecs_container_stats_up{container_name=\"app\"}", life, "stale");
        return pages.containsKey(appJob()) ? stopping.down(appJob(), life) : stopping;
    }

    /** The scrape of a job fails from a second of the life on. */
    Workload down(String job, int second) {
        Page down = pages.get(job).allThen(second, "stale");
        for (String text : Page.of("scrape").series().keySet()) {
            down = down.with(text, pages.get(job).series().get(text));
        }
        return page(job, down).up(job, pages.get(job).series().get("up").then(second, "0"));
    }

    Workload up(String job, String timeline) {
        return up(job, Timeline.parse(timeline));
    }

    private Workload up(String job, Timeline timeline) {
        return page(job, pages.get(job).with("up", timeline));
    }

    /** Another timeline for a series of the exporter's page. */
    Workload with(String series, String timeline) {
        return page("node", pages.get("node").with(series, Timeline.parse(timeline)));
    }

    Workload then(String series, int second, String value) {
        Page page = pages.get("node");
        return page("node", page.with(series, page.series().get(series).then(second, value)));
    }

    /** The series of a metric lack samples between two seconds of the life. */
    Workload interrupted(String job, String metric, int from, int to) {
        return page(job, pages.get(job).interrupted(metric, from, to));
    }

    /** The same targets, which answer and report the worst of everything. */
    Workload worst() {
        String own = pages.get("node").series().containsKey(BOOT_TIME) ? "|node_.*" : "";
        String metrics = isTask() ? own + "|ecs_.*" : own;
        return new Workload(
                labels,
                Map.of(
                        "node", Page.of("scrape", "worst").only("up|scrape_.*" + metrics),
                        "adot", Page.of("scrape", "worst").only("up|scrape_.*|otelcol_.*")),
                0,
                end);
    }

    /** One of the jobs under another name. */
    Workload renamedJob(String job, String name) {
        return new Workload(labels, Map.of(name, pages.get(job)), start, end);
    }

    /** The series of metrics whose name matches. */
    Workload only(String metrics) {
        Map<String, Page> changed = new LinkedHashMap<>(pages);
        changed.replaceAll((job, page) -> page.only(metrics));
        return new Workload(labels, changed, start, end);
    }

    Workload page(String job, Page page) {
        Map<String, Page> changed = new LinkedHashMap<>(pages);
        changed.put(job, page);
        return new Workload(labels, changed, start, end);
    }

    private String appJob() {
        return labels.get("ecs_service") + "-app";
    }

    /** The input series of a promtool test. */
    List<InputSeries> series(int seconds, int interval) {
        List<InputSeries> input = new ArrayList<>();
        pages.forEach((job, page) -> {
            String contract = contract(job);
            page.series().forEach((text, timeline) -> {
                String own = text.contains("{") ? "," + text.substring(text.indexOf('{') + 1) : "}";
                String values = timeline.samples(start, Math.min(end, seconds), interval);
                input.add(new InputSeries(Page.metric(text), "{" + contract + own, values));
            });
        });
        return input.stream().filter(series -> !series.isEmpty()).toList();
    }

    private String contract(String job) {
        return "job=\"" + job + "\","
                + labels.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(","));
    }
}
