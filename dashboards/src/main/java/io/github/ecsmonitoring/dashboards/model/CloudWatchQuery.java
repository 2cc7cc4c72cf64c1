package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.Map;
import java.util.TreeMap;

/**
 * A query of one CloudWatch metric.
 *
 * <pre>
 * CloudWatchQuery.of("AWS/ECS", "CPUUtilization", "SampleCount", "running tasks")
 *     .region("${one_region}").dimension("ClusterName", "${one_cluster}").dimension("ServiceName", "*")
 * </pre>
 *
 * @see <a href="https://grafana.com/docs/grafana/v10.4/datasources/aws-cloudwatch/query-editor/">CloudWatch query
 *     editor</a>
 */
public final class CloudWatchQuery implements PanelQuery {
    private final String namespace;
    private final String metric;
    private final String statistic;
    private final String legend;
    private final String region;
    private final Map<String, String> dimensions;

    private CloudWatchQuery(
            String namespace,
            String metric,
            String statistic,
            String legend,
            String region,
            Map<String, String> dimensions) {
        this.namespace = namespace;
        this.metric = metric;
        this.statistic = statistic;
        this.legend = legend;
        this.region = region;
        this.dimensions = dimensions;
    }

    /**
     * A metric in the data source's own region.
     *
     * @param statistic for example {@code Average}, {@code Maximum}, {@code SampleCount} or {@code p99}
     * @param legend name of each series; <code>${PROP('Dim.ServiceName')}</code> is a dimension
     */
    public static CloudWatchQuery of(String namespace, String metric, String statistic, String legend) {
        return new CloudWatchQuery(namespace, metric, statistic, legend, "default", Map.of());
    }

    /** Reads the metric in a region, which may be a variable with a single value. */
    public CloudWatchQuery region(String value) {
        return new CloudWatchQuery(namespace, metric, statistic, legend, value, dimensions);
    }

    /** Selects one value of a dimension, or with {@code *} each value as a series of its own. */
    public CloudWatchQuery dimension(String name, String value) {
        Map<String, String> all = new TreeMap<>(dimensions);
        all.put(name, value);
        return new CloudWatchQuery(namespace, metric, statistic, legend, region, all);
    }

    @Override
    public DataSourceVariable dataSource() {
        return DataSourceVariable.CLOUDWATCH;
    }

    @Override
    public DashboardJson json(DashboardJson target, boolean instant, String format) {
        DashboardJson selected = object();
        dimensions.forEach(selected::with);
        return target.with("id", "")
                .with("queryMode", "Metrics")
                .with("metricQueryType", 0)
                .with("metricEditorMode", 0)
                .with("region", region)
                .with("namespace", namespace)
                .with("metricName", metric)
                .with("statistic", statistic)
                .with("dimensions", selected)
                .with("matchExact", true)
                .with("period", "60")
                .with("expression", "")
                .with("label", legend);
    }
}
