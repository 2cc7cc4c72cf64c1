package io.github.ecsmonitoring.dashboards.model;

import static io.github.ecsmonitoring.dashboards.model.DashboardJson.object;

import java.util.List;

/**
 * A query of X-Ray.
 *
 * @param queryType the plugin's type of query
 * @param filter a filter expression, for example {@code service("orders")}
 * @param region a region, which may be a variable with a single value
 * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html">filter expressions</a>
 */
public record XRayQuery(String queryType, String filter, String region) implements PanelQuery {
    /** Numbers of requests, errors and faults and the response time of the selected services. */
    public static XRayQuery statistics(String filter, String region) {
        return new XRayQuery("getTimeSeriesServiceStatistics", filter, region);
    }

    /** A list of traces. */
    public static XRayQuery traces(String filter, String region) {
        return new XRayQuery("getTraceSummaries", filter, region);
    }

    @Override
    public DataSourceVariable dataSource() {
        return DataSourceVariable.X_RAY;
    }

    @Override
    public DashboardJson json(DashboardJson target, boolean instant, String format) {
        return target.with("queryType", queryType)
                .with("query", filter)
                .with("region", region)
                .with("columns", List.of("all"))
                .with("resolution", 60)
                .with("group", object().with("GroupName", "Default"));
    }
}
