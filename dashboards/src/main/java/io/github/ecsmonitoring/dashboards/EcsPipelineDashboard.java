package io.github.ecsmonitoring.dashboards;

import static io.github.ecsmonitoring.dashboards.model.PanelUnit.BYTES;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.NUMBER;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.OPERATIONS_PER_SECOND;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SECONDS;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.SHARE;
import static io.github.ecsmonitoring.dashboards.model.PanelUnit.US_DOLLARS;

import io.github.ecsmonitoring.dashboards.model.CloudWatchQuery;
import io.github.ecsmonitoring.dashboards.model.Dashboard;
import io.github.ecsmonitoring.dashboards.model.DataSourceVariable;
import io.github.ecsmonitoring.dashboards.model.StatPanel;
import io.github.ecsmonitoring.dashboards.model.TablePanel;
import io.github.ecsmonitoring.dashboards.model.Thresholds;
import io.github.ecsmonitoring.dashboards.model.TimeSeriesPanel;

/**
 * Scraping, delivery and cost of the metrics themselves. Colors and dashed lines are the alert thresholds of
 * {@code rules/ecs-pipeline.yaml}.
 *
 * @see <a href="https://opentelemetry.io/docs/collector/internal-telemetry/">internal telemetry of the collector</a>
 */
final class EcsPipelineDashboard {
    private static final SeriesSelector ANY = SeriesSelector.ANY_JOB;
    private static final SeriesSelector ADOT = SeriesSelector.ADOT;
    private static final SeriesSelector TASK = SeriesSelector.TASK;
    private static final String BY_JOB = "by (ecs_service, job)";
    private static final String JOB = "{{ecs_service}} {{job}}";
    private static final String EACH = TaskLegend.SERVICE_TASK;
    private static final String SIDECARS = "container_name=~\"adot|node-exporter\"";

    private static final String ONE_TASK = Drilldown.to("ecs-task")
            .keep("account_id", "region", "ecs_cluster")
            .label("ecs_service")
            .label("instance")
            .url();

    private EcsPipelineDashboard() {}

    static Dashboard create() {
        Dashboard.Builder dashboard = Dashboard.Builder.create(
                        "ecs-pipeline",
                        "ECS pipeline and cost",
                        "Scraping and delivery of metrics, what they cost, and what the sidecars use.")
                .variables("up", SeriesSelector.NODE.jobMatcher(), ANY.variables())
                .textField("price", "US dollars per 10 million samples", "0.90")
                .dataSource(DataSourceVariable.CLOUDWATCH)
                .firstValue("one_region", "region", SeriesSelector.NODE.series("up"));
        now(dashboard);
        scraping(dashboard.row("Scraping"));
        cost(dashboard.row("Samples and cost"));
        delivery(dashboard.row("Delivery"));
        sidecars(dashboard.collapsedRow("Sidecars"));
        workspace(dashboard.collapsedRow("Workspaces in ${one_region} (CloudWatch)"));
        return dashboard.build();
    }

    private static void now(Dashboard.Builder dashboard) {
        dashboard
                .panel(StatPanel.of("Collectors", NUMBER, "Collectors that report now.")
                        .query("sum(" + ADOT.series("up") + ")", ""))
                .panel(StatPanel.of(
                                "Targets down",
                                NUMBER,
                                "Jobs of tasks and instances whose collector runs and cannot scrape them. Targets of a task that is gone are not counted.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query("count(" + ANY.series("up") + ") - sum(" + ANY.series("up") + ")", ""))
                .panel(StatPanel.of(
                                "Samples per second",
                                NUMBER,
                                "Samples scraped and kept, those about the scrapes included.")
                        .query("sum(" + samples() + ")", ""))
                .panel(StatPanel.of(
                                "Estimated cost of a month",
                                US_DOLLARS,
                                "Ingestion of the scraped samples in 30 days at the price above. The default, 0.90, is the first tier "
                                        + "in us-east-1 as known in 2025; OTLP and StatsD samples, storage and queries come on top.")
                        .query(cost("sum(" + samples() + ")"), ""))
                .panel(StatPanel.of(
                                "Samples lost in an hour",
                                NUMBER,
                                "Samples that collectors gave up on, since the workspace refused them or was not reachable.")
                        .thresholds(Thresholds.highIsBad(1))
                        .query("sum(increase(" + failed() + "[1h])) or 0 * sum(" + ADOT.series("up") + " == 1)", ""))
                .panel(StatPanel.of(
                                "Highest queue utilization",
                                SHARE,
                                "The fullest queue of samples that wait to be sent.")
                        .thresholds(Thresholds.highIsBad(0.8))
                        .query("max(" + ADOT.alive(queue()) + ")", ""));
    }

    private static void scraping(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Scrape duration",
                                SECONDS,
                                "Duration of scrapes, the ten longest. Scrapes end at 10 s.")
                        .width(8)
                        .min(0)
                        .line(8)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                TaskLegend.names("topk(10, " + ANY.series("scrape_duration_seconds") + ")"),
                                EACH + " {{job}}"))
                .panel(TimeSeriesPanel.of(
                                "Targets down",
                                NUMBER,
                                "Targets that cannot be scraped, by service and job. A gap is a time in which nothing reported.")
                        .width(8)
                        .min(0)
                        .line(1)
                        .query(
                                "topk(10, count " + BY_JOB + " (" + ANY.series("up") + ") - sum " + BY_JOB + " ("
                                        + ANY.series("up") + "))",
                                JOB))
                .panel(TimeSeriesPanel.of(
                                "New series",
                                NUMBER,
                                "Series that a scrape had and the one before had not, in an hour. High values come from labels "
                                        + "that change, and from deployments.")
                        .width(8)
                        .min(0)
                        .query(
                                "topk(10, sum " + BY_JOB + " (sum_over_time(" + ANY.series("scrape_series_added")
                                        + "[1h])))",
                                JOB));
    }

    private static void cost(Dashboard.Builder dashboard) {
        dashboard
                .panel(TablePanel.of(
                                "Cost by job",
                                "What each job of each service sends, and its ingestion in 30 days at the price above.")
                        .width(14)
                        .label("ecs_service", "Service")
                        .label("job", "Job")
                        .number("Targets", NUMBER, Thresholds.none(), "count " + BY_JOB + " (" + ANY.series("up") + ")")
                        .number(
                                "Series",
                                NUMBER,
                                Thresholds.none(),
                                "sum " + BY_JOB + " (" + ANY.series("scrape_samples_post_metric_relabeling") + ")")
                        .number("Samples/s", NUMBER, Thresholds.none(), "sum " + BY_JOB + " (" + samples() + ")")
                        .number(
                                "A month",
                                US_DOLLARS,
                                Thresholds.none(),
                                cost("sum " + BY_JOB + " (" + samples() + ")"))
                        .highestFirst("A month"))
                .panel(TimeSeriesPanel.of(
                                "Samples per second", NUMBER, "Samples scraped and kept, by service, the ten highest.")
                        .width(10)
                        .min(0)
                        .query(
                                TaskLegend.services("topk(10, sum by (ecs_service) (" + samples() + "))"),
                                "{{ecs_service}}"));
    }

    private static void delivery(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Samples sent",
                                OPERATIONS_PER_SECOND,
                                "Data points that the workspace accepted, by exporter of the collector.")
                        .width(8)
                        .min(0)
                        .query(
                                "sum by (exporter) (" + ADOT.rate("otelcol_exporter_sent_metric_points") + ")",
                                "{{exporter}}"))
                .panel(TimeSeriesPanel.of(
                                "Samples lost",
                                OPERATIONS_PER_SECOND,
                                "Data points that collectors gave up on, the ten highest. The counter starts with the first failure: no data is good.")
                        .width(8)
                        .min(0)
                        .query(
                                TaskLegend.names("topk(10, rate(" + failed() + "[$__rate_interval]))") + " or 0 * "
                                        + "label_replace(count by (job) (" + ADOT.series("up")
                                        + " == 1), \"task\", \"all\", \"\", \"\")",
                                EACH))
                .panel(TimeSeriesPanel.of(
                                "Queue utilization",
                                SHARE,
                                "Share of the queue that waits to be sent, the ten highest.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.8)
                        .seriesLink("Task", ONE_TASK)
                        .query(TaskLegend.names("topk(10, " + queue() + ")"), EACH + " {{exporter}}"));
    }

    private static void sidecars(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "CPU of sidecars",
                                NUMBER,
                                "CPU seconds per second of the collector and the exporter in tasks, the ten highest.")
                        .width(8)
                        .min(0)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                TaskLegend.names("topk(10, "
                                        + TASK.rate("ecs_container_cpu_usage_seconds_total", SIDECARS) + ")"),
                                EACH + " {{container_name}}"))
                .panel(TimeSeriesPanel.of(
                                "Memory of sidecars",
                                BYTES,
                                "Working set of the collector and the exporter in tasks, the ten highest.")
                        .width(8)
                        .min(0)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                TaskLegend.names("topk(10, "
                                        + TASK.series("ecs_container_memory_working_set_bytes", SIDECARS) + ")"),
                                EACH + " {{container_name}}"))
                .panel(TimeSeriesPanel.of(
                                "Memory utilization of sidecars",
                                SHARE,
                                "Working set against the limit of the container, the ten highest.")
                        .width(8)
                        .min(0)
                        .max(1)
                        .line(0.9)
                        .seriesLink("Task", ONE_TASK)
                        .query(
                                TaskLegend.names("topk(10, "
                                        + TASK.series("container:ecs_memory_utilisation:ratio", SIDECARS) + ")"),
                                EACH + " {{container_name}}"));
    }

    private static void workspace(Dashboard.Builder dashboard) {
        dashboard
                .panel(TimeSeriesPanel.of(
                                "Active series", NUMBER, "Series that each workspace received in the last two hours.")
                        .width(8)
                        .min(0)
                        .query(usage("ActiveSeries")))
                .panel(TimeSeriesPanel.of("Ingestion rate", NUMBER, "Samples per second that each workspace ingests.")
                        .width(8)
                        .min(0)
                        .query(usage("IngestionRate")))
                .panel(TimeSeriesPanel.of("Discarded samples", NUMBER, "Samples that a workspace rejected, by reason.")
                        .width(8)
                        .min(0)
                        .query(CloudWatchQuery.of("AWS/Prometheus", "DiscardedSamples", "Sum", "${PROP('Dim.Reason')}")
                                .region("${one_region}")
                                .dimension("Workspace", "*")
                                .dimension("Reason", "*")));
    }

    private static CloudWatchQuery usage(String resource) {
        return CloudWatchQuery.of("AWS/Usage", "ResourceCount", "Average", "${PROP('Dim.ResourceId')}")
                .region("${one_region}")
                .dimension("Type", "Resource")
                .dimension("Service", "Prometheus")
                .dimension("Class", "None")
                .dimension("Resource", resource)
                .dimension("ResourceId", "*");
    }

    /** Samples per second of each target, at any scrape interval; the scraper adds six about each scrape. */
    private static String samples() {
        return "(sum_over_time(" + ANY.series("scrape_samples_post_metric_relabeling") + "[5m]) + 6 * count_over_time("
                + ANY.series("scrape_samples_post_metric_relabeling") + "[5m])) / 300";
    }

    /** 2,592,000 seconds are 30 days, and the price is that of ten million samples. */
    private static String cost(String samplesPerSecond) {
        return samplesPerSecond + " * 2592000 / 1e7 * ${price}";
    }

    private static String failed() {
        return ADOT.series("otelcol_exporter_send_failed_metric_points");
    }

    private static String queue() {
        return ADOT.series("otelcol_exporter_queue_size") + " / " + ADOT.series("otelcol_exporter_queue_capacity");
    }
}
